import * as l10n from "@vscode/l10n";
import type { Format } from "../formats/format.js";
import type { Finding, Severity } from "../rules/finding.js";
import { severities } from "../rules/finding.js";
import { targets } from "../targets/index.js";
import { accepts, formatsReadBy } from "../targets/readers.js";
import type { Target, TargetId } from "../targets/target.js";
import type { CheckOutcome, CheckProgress, DatasetCheckOptions } from "./check-dataset.js";
import { checkDataset } from "./check-dataset.js";
import type { Layout } from "./document-layout.js";
import type { ByteSource } from "./line-reader.js";

/** What a target makes of a dataset. */
export type Verdict = "accepted" | "accepted with warnings" | "refused";

/** All that one rule finds in a dataset for one target. */
export interface NeededChange {
  readonly rule: string;
  readonly severity: Severity;
  readonly count: number;
  /** Where the first of these findings is, counted from 0. */
  readonly line: number;
  readonly message: string;
  /** What applies to all of them that were looked at; `null` where one has no fix. */
  readonly fix: "safe" | "asks" | null;
}

/** Whether a target takes a dataset, and what should change for it, the worst first. */
export interface TargetVerdict {
  readonly target: TargetId;
  readonly verdict: Verdict;
  readonly changes: readonly NeededChange[];
}

/** What all targets make of a dataset. */
export interface DatasetVerdicts {
  /** `undefined` where it is not recognised as training data: then no target takes it. */
  readonly format: Format | undefined;
  readonly layout: Layout;
  readonly records: number;
  /** One for each target, in the order of the table; none without a format. */
  readonly verdicts: readonly TargetVerdict[];
}

/** How far asking all targets has come. */
export interface AskingProgress {
  /** Checks that are done, and how many there are in all. */
  readonly checks: number;
  readonly of: number;
  /** How many bytes the present one has read. */
  readonly bytes: number;
}

/**
 * Asks every target what it makes of a dataset of any size, by one check for each that takes its
 * format. Gives back control between batches; stop asking to cancel.
 */
export function* askTargets(
  source: ByteSource,
  options: DatasetCheckOptions,
): Generator<AskingProgress, DatasetVerdicts> {
  const first = yield* checkFor(source, verdictOptions(options, undefined), { checks: 0, of: 1 });
  const { records } = first;
  const { layout } = first.plan;
  const format = first.plan.context?.format;
  if (format === undefined) return { format, layout, records, verdicts: [] };
  const takers = targets.filter((target) => accepts(target, format));
  const verdicts: TargetVerdict[] = [];
  for (const target of targets) {
    const index = takers.indexOf(target);
    if (index < 0) {
      verdicts.push(verdictOnFormat(target));
      continue;
    }
    const place = { checks: index + 1, of: takers.length + 1 };
    const check = yield* checkFor(source, verdictOptions(options, target.id), place);
    verdicts.push(verdictFrom(target, check));
  }
  return { format, layout, records, verdicts };
}

function* checkFor(
  source: ByteSource,
  options: DatasetCheckOptions,
  place: Omit<AskingProgress, "bytes">,
): Generator<AskingProgress, CheckOutcome> {
  const steps: Iterator<CheckProgress, CheckOutcome> = checkDataset(source, options);
  try {
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done === true) return step.value;
      yield { ...place, bytes: step.value.bytes };
    }
  } finally {
    // Where the asking is stopped, the check gives back what it holds.
    steps.return?.();
  }
}

/** How a dataset is checked to know a target's verdict: some findings of each rule are enough. */
function verdictOptions(
  options: DatasetCheckOptions,
  target: TargetId | undefined,
): DatasetCheckOptions {
  return { ...options, target, maxFindings: 20 };
}

/** The verdict of a target from a check that was made for it. */
export function verdictFrom(target: Target, check: CheckOutcome): TargetVerdict {
  const { findings, counts, plan } = check;
  const rules = [...new Set(findings.map(({ rule }) => rule))];
  const changes = rules
    .flatMap((rule) =>
      changeFor(
        findings.filter((finding) => finding.rule === rule),
        counts,
      ),
    )
    .toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
  const today = plan.context?.today;
  const isClosed =
    today !== undefined && target.closing !== undefined && target.closing.on <= today;
  return { target: target.id, verdict: isClosed ? "refused" : verdictOf(changes), changes };
}

/** The verdict of a target that does not take the dataset's format: there is nothing to check. */
export function verdictOnFormat(target: Target): TargetVerdict {
  const titles = formatsReadBy(target)
    .map(({ title }) => title)
    .join(", ");
  const change: NeededChange = {
    rule: "format-not-accepted",
    severity: "error",
    count: 1,
    line: 0,
    message: l10n.t("Needs another format: {0}.", titles),
    fix: null,
  };
  return { target: target.id, verdict: "refused", changes: [change] };
}

function changeFor(
  found: readonly Finding[],
  counts: CheckOutcome["counts"],
): readonly NeededChange[] {
  const [first] = found;
  if (first === undefined) return [];
  const { rule, severity, line, message } = first;
  return [
    { rule, severity, line, message, count: counts[rule] ?? found.length, fix: fixOf(found) },
  ];
}

function fixOf(found: readonly Finding[]): NeededChange["fix"] {
  const kinds = new Set(found.map(({ fix }) => fix?.kind));
  if (kinds.has(undefined)) return null;
  return kinds.has("asks") ? "asks" : "safe";
}

function verdictOf(changes: readonly NeededChange[]): Verdict {
  if (changes.some(({ severity }) => severity === "error")) return "refused";
  return changes.some(({ severity }) => severity === "warning")
    ? "accepted with warnings"
    : "accepted";
}
