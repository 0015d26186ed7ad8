import * as l10n from "@vscode/l10n";
import type { Format, JsonPath } from "../formats/format.js";
import type { JsonObject } from "../json/json-node.js";
import { giveScanner, takeScanner } from "../kernel/shared-scanners.js";
import type { RuleContext } from "../rules/rule.js";
import { accepts } from "../targets/readers.js";
import type { Target } from "../targets/target.js";
import { countDataset } from "../tokens/count-dataset.js";
import { datasetTokens } from "../tokens/dataset-tokens.js";
import { modelTokens } from "../tokens/models.js";
import type { CheckOutcome, DatasetCheckOptions } from "./check-dataset.js";
import { checkDataset } from "./check-dataset.js";
import { wholeOf } from "./ending-in-text.js";
import type { CommonEnding } from "./ending-tally.js";
import { linesAtStart } from "./guess-nature.js";
import type { ByteSource } from "./line-reader.js";
import { LineReader } from "./line-reader.js";
import { readLine } from "./read-line.js";
import type { SplitRole } from "./split-names.js";
import type { TargetVerdict } from "./target-verdict.js";
import { verdictFrom, verdictOnFormat } from "./target-verdict.js";

/** Who is to read a dataset, and with which model its tokens are counted. */
export interface PreflightOptions {
  readonly check: DatasetCheckOptions;
  readonly target: Target;
  readonly model: string | undefined;
  /** What the file is for, whatever its name; without it, a model learns from it. */
  readonly role?: SplitRole | undefined;
}

/** What a person has to know of a dataset before a model is tuned with it. */
export interface Preflight {
  readonly format: Format | undefined;
  readonly records: number;
  readonly verdict: TargetVerdict;
  /** `undefined` where nobody asked, or knows how to count. */
  readonly tokens: number | undefined;
  /** What most prompts and completions end with; empty where they have nothing in common. */
  readonly separator: string;
  readonly stop: string;
}

/** How far it is. */
export interface PreflightProgress {
  readonly step: "check" | "tokens";
  readonly bytes: number;
}

/** Checks a dataset for who will read it, and counts its tokens. Stop asking to cancel. */
export function* preflight(
  source: ByteSource,
  { check, target, model: named, role }: PreflightOptions,
): Generator<PreflightProgress, Preflight> {
  const model = knownModel(named);
  const options = {
    ...check,
    // A person has said what the file is for, whatever its name and tunewright.json.
    split: role ?? "training",
    splits: undefined,
    target: target.id,
    maxFindings: 20,
    ...(model !== undefined && { model }),
  };
  const outcome = yield* inStep("check", checkDataset(source, options));
  const { format } = outcome.plan.context ?? {};
  const tokens =
    model === undefined ? undefined : yield* tokensOf(source, options, { format, target });
  return {
    format,
    records: outcome.records,
    verdict: verdictOn(outcome, target),
    tokens,
    ...endingsOf(source, outcome.plan.context),
  };
}

/** Of a model that nobody knows, the dataset need not say how its tokens are counted. */
function knownModel(name: string | undefined): string | undefined {
  return name !== undefined && modelTokens(name) !== undefined ? name : undefined;
}

function endingsOf(
  source: ByteSource,
  context: RuleContext | undefined,
): Pick<Preflight, "separator" | "stop"> {
  if (context === undefined) return { separator: "", stop: "" };
  const { format, traits } = context;
  const whole = (
    ending: CommonEnding | undefined,
    pathIn: (record: JsonObject) => JsonPath | undefined,
  ): string => (ending === undefined ? "" : wholeOf(ending, firstTexts(source, pathIn)));
  return {
    separator: whole(traits.separator, (record) => format.promptTextPath(record)),
    stop: whole(traits.stop, (record) => format.completionTextPath(record)),
  };
}

/** The texts at a place in the first records. Nothing is read before the first one is asked for. */
function* firstTexts(
  source: ByteSource,
  pathIn: (record: JsonObject) => JsonPath | undefined,
): Generator<string> {
  for (const line of firstLines(source)) {
    const read = readLine(line);
    if (read.kind !== "record" || read.record.object === undefined) continue;
    const path = pathIn(read.record.object);
    const text = path === undefined ? undefined : read.record.textAt(path);
    if (text !== undefined) yield text.value;
  }
}

function firstLines(source: ByteSource): readonly string[] {
  const scanner = takeScanner();
  try {
    return linesAtStart(new LineReader(source, scanner));
  } finally {
    giveScanner(scanner);
  }
}

function verdictOn(outcome: CheckOutcome, target: Target): TargetVerdict {
  const format = outcome.plan.context?.format;
  if (format !== undefined) {
    return accepts(target, format) ? verdictFrom(target, outcome) : verdictOnFormat(target);
  }
  const message = l10n.t("This file is not recognised as training data, one record on each line.");
  const unknown = {
    rule: "format-not-recognised",
    severity: "error",
    count: 1,
    line: 0,
    message,
    fix: null,
  } as const;
  const { changes } = verdictFrom(target, outcome);
  return { target: target.id, verdict: "refused", changes: [unknown, ...changes] };
}

function* tokensOf(
  source: ByteSource,
  options: DatasetCheckOptions,
  { format, target }: { readonly format: Format | undefined; readonly target: Target },
): Generator<PreflightProgress, number | undefined> {
  if (format === undefined) return undefined;
  const { overhead, ...counted } = datasetTokens(options, target, format.id);
  const counter = counted.counter();
  if (counter === undefined) return undefined;
  const steps = countDataset(source, { format, counter, overhead }, undefined);
  return (yield* inStep("tokens", steps)).total;
}

function* inStep<Result>(
  step: PreflightProgress["step"],
  steps: Iterator<{ readonly bytes: number }, Result>,
): Generator<PreflightProgress, Result> {
  try {
    for (let next = steps.next(); ; next = steps.next()) {
      if (next.done === true) return next.value;
      yield { step, bytes: next.value.bytes };
    }
  } finally {
    steps.return?.();
  }
}
