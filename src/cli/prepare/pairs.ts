import { relative, resolve } from "node:path";
import { formatTable } from "../../core/formats/index.js";
import { grouped } from "../../core/grouped.js";
import { commonEnding } from "../../core/prepare/pairs/common-affix.js";
import type { AnalysedPairs } from "../../core/prepare/pairs/pair-steps.js";
import type { PairStepName, PairTask } from "../../core/prepare/pairs/pair.js";
import { quoted } from "../../core/prepare/pairs/pair-texts.js";
import { defaultTarget } from "../../core/targets/readers.js";
import type { PairOutput, PreparedPairs } from "../../data/prepare/prepare-pairs.js";
import { preparePairs } from "../../data/prepare/prepare-pairs.js";
import { openSources } from "../../data/sources/open-sources.js";
import { UserError } from "../../data/user-error.js";
import { ask, canAsk } from "../ask.js";
import type { Io } from "../io.js";
import type { PairsRequest, PreparedFiles } from "../prepare-request.js";
import { printable } from "../report/printable.js";
import { outputLine } from "./report.js";
import { sourceHost, sourceLine, watchOn } from "./prepare.js";

type Prepared = Extract<PreparedPairs, { kind: "prepared" }>;

/** Prepares a file with prompts and completions; `undefined` where that cannot be done. */
export async function runPairs(request: PairsRequest, io: Io): Promise<PreparedFiles | undefined> {
  const mayDecide = request.yes || request.dryRun;
  if (!mayDecide && !canAsk(io)) {
    throw new UserError(
      "Nothing was written: say --yes to do all that is recommended where nobody can be asked, or --dry-run to see it.",
    );
  }
  // JSON is for programs: what people read goes beside it.
  const out = lineOn(request.json ? io.stderr : io.stdout);
  const path = resolve(io.cwd, request.file);
  const { watch, end } = watchOn(io);
  const prepared = await preparePairs(
    { path, outputFolder: request.outputFolder, isDry: request.dryRun },
    {
      openSource: openSources(sourceHost(io, watch.signal)),
      watch,
      tell(analysed, conversion) {
        end();
        if (!request.json || !mayDecide) tell(analysed, conversion, out);
      },
      accepts: async (title) => {
        if (mayDecide) return true;
        const answer = await ask(printable(`- ${title}? [Y/n] `));
        return !/^n/i.test(answer.trim());
      },
    },
  ).finally(end);
  for (const problem of prepared.sourceProblems)
    io.stderr.write(`${printable(sourceLine(problem))}\n`);
  if (prepared.kind === "fault") {
    io.stderr.write(`${printable(`${request.file}: ${prepared.fault}`)}\n`);
    return undefined;
  }
  if (request.json) {
    io.stdout.write(`${JSON.stringify(pairsJson(request.file, prepared), null, 2)}\n`);
  } else sayPairs(prepared, request, { io, out });
  const written = request.dryRun ? [] : prepared.outputs;
  return {
    written: written.filter(({ pairs }) => pairs.length > 0).map((output) => output.path),
    target: defaultTarget(formatTable["prompt-completion"]).id,
  };
}

type Line = (line: string) => void;

function lineOn(output: Io["stdout"]): Line {
  return (line) => output.write(`${printable(line)}\n`);
}

function tell({ steps }: AnalysedPairs, conversion: string | undefined, out: Line): void {
  for (const { step } of steps) out(`- ${step.message}`);
  const actions = steps.flatMap(({ step }) => step.action ?? []);
  if (actions.length === 0 && conversion === undefined) return;
  out("");
  out("What is to be done:");
  if (conversion !== undefined) out(`- [necessary] ${conversion}`);
  for (const { title, isNecessary } of actions) {
    out(`- [${isNecessary ? "necessary" : "recommended"}] ${title}`);
  }
  out("");
}

/** What `prepare FILE --json` prints; part of the contract with scripts. */
export interface PairsReport {
  readonly version: 1;
  readonly source: { readonly path: string; readonly rows: number };
  readonly task: PairTask;
  readonly steps: readonly {
    readonly step: PairStepName;
    readonly message: string;
    readonly action: string | null;
    readonly decision: "none" | "necessary" | "accepted" | "declined";
    readonly in: number;
    readonly out: number;
  }[];
  readonly outputs: readonly {
    readonly split: PairOutput["split"];
    readonly path: string;
    readonly records: number;
    readonly sha256: string;
  }[];
}

function pairsJson(path: string, { read, task, steps, outputs }: Prepared): PairsReport {
  return {
    version: 1,
    source: { path, rows: read },
    task,
    steps: steps.map(({ step: { name, message, action }, decision, in: given, out }) => ({
      step: name,
      message,
      action: action?.title ?? null,
      decision,
      in: given,
      out,
    })),
    outputs: outputs.map(({ split, path: output, pairs, sha256 }) => ({
      split,
      path: output,
      records: pairs.length,
      sha256,
    })),
  };
}

const recordsShown = 3;

function sayPairs(
  prepared: Prepared,
  { file, dryRun }: PairsRequest,
  { io, out }: { readonly io: Io; readonly out: Line },
): void {
  const { outputs, wasDeclined } = prepared;
  if (wasDeclined) return out("Nothing was written.");
  if (outputs.length === 0) out(`Nothing is to be done: ${file} can be used as it is.`);
  for (const { path, pairs } of outputs) {
    const counts = { records: pairs.length, copies: 0 };
    out(outputLine({ path: relative(io.cwd, path), ...counts, isDry: dryRun }));
  }
  if (dryRun) {
    for (const { prompt, completion } of outputs[0]?.pairs.slice(0, recordsShown) ?? [])
      out(JSON.stringify({ prompt, completion }));
    out("Nothing was written.");
  }
  sayUse(prepared, out);
}

/** What whoever asks the tuned model has to know. */
function sayUse({ pairs, task }: Prepared, out: Line): void {
  const separator = commonEnding(pairs.map(({ prompt }) => prompt));
  if (separator !== "") {
    out(`When you ask the tuned model, end each prompt with ${quoted(separator)}.`);
  }
  const completions = pairs.map(({ completion }) => completion);
  if (task === "classification") {
    out(`The completions are ${grouped(new Set(completions).size)} labels.`);
    return;
  }
  const stop = task === "conditional" ? commonEnding(completions) : "";
  if (stop !== "") out(`Let it stop at ${quoted(stop)}.`);
}
