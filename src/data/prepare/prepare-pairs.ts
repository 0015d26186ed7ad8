import type { DecidedPairs } from "../../core/prepare/pairs/decided-pairs.js";
import { decidePairs } from "../../core/prepare/pairs/decided-pairs.js";
import type { AnalysedPairs } from "../../core/prepare/pairs/pair-steps.js";
import { analysePairs } from "../../core/prepare/pairs/pair-steps.js";
import type { Pair, PairFault, PairStepName, PairTask } from "../../core/prepare/pairs/pair.js";
import { taskOf } from "../../core/prepare/pairs/pair.js";
import { readPairs } from "../../core/prepare/pairs/read-pairs.js";
import { sampledSplit } from "../../core/prepare/pairs/sampled-split.js";
import type { PrepareWatch } from "../../core/prepare/prepare-dataset.js";
import type { OpenSource, SourceProblem } from "../../core/prepare/source-rows.js";
import type { WrittenFile } from "./output-set.js";
import { recoverOutputs } from "./output-journal.js";
import { hashOnly, OutputSet } from "./output-set.js";
import type { PreparedNames } from "./pair-file.js";
import { pairFile, preparedPaths, takenPaths } from "./pair-file.js";

/** Who decides, and who is told before. */
export interface PairHost {
  readonly openSource: OpenSource;
  readonly watch: PrepareWatch;
  /** Told all that was found, before anything is asked. */
  readonly tell: (analysed: AnalysedPairs, conversion: string | undefined) => void;
  /** Asked about each step, then whether to split, then whether to write. */
  readonly accepts: (title: string, about: PairStepName | "split" | "write") => Promise<boolean>;
}

/** What is to be prepared. */
export interface PairRequest {
  /** Absolute. */
  readonly path: string;
  /** Where its content lies where that is elsewhere, such as what an editor holds. */
  readonly location?: string;
  readonly outputFolder: string | undefined;
  readonly isDry: boolean;
}

/** One of the files with its pairs. */
export interface PairOutput extends WrittenFile {
  readonly split: "all" | "train" | "validation";
  readonly pairs: readonly Pair[];
}

/** How it ended. */
export type PreparedPairs = { readonly sourceProblems: readonly SourceProblem[] } & (
  | ({ readonly kind: "fault" } & PairFault)
  | (DecidedPairs & {
      readonly kind: "prepared";
      readonly read: number;
      readonly task: PairTask;
      readonly conversion: string | undefined;
      /** None where nothing is to be done, or where writing was declined. */
      readonly outputs: readonly PairOutput[];
      readonly wasDeclined: boolean;
    })
);

/**
 * Prepares a file with prompts and completions as OpenAI's tool did: finds what can be better, asks
 * about each of it, and writes the result beside the file under new names, all files or none.
 * Throws a `UserError` where something cannot be read or written.
 */
export async function preparePairs(request: PairRequest, host: PairHost): Promise<PreparedPairs> {
  const { location = request.path } = request;
  const { areLines, conversion } = pairFile(location);
  const rows = await host.openSource({ sources: [location], where: undefined, columns: {} });
  try {
    const read = await readPairs(rows, { areLines }, host.watch);
    const sourceProblems = rows.report().problems;
    if ("fault" in read) return { kind: "fault", ...read, sourceProblems };
    if (sourceProblems.some(({ severity }) => severity === "error")) {
      return {
        kind: "fault",
        name: "read",
        fault: "Mend what cannot be read first.",
        sourceProblems,
      };
    }
    const analysed = analysePairs(read.pairs, read.steps);
    if ("fault" in analysed) return { kind: "fault", ...analysed, sourceProblems };
    host.tell(analysed, conversion);
    const decided = await decidePairs(analysed, host.accepts);
    const written = await write(decided, { request, host, conversion });
    const { length } = read.pairs;
    const task = taskOf(decided.pairs);
    return {
      kind: "prepared",
      ...decided,
      ...written,
      read: length,
      task,
      conversion,
      sourceProblems,
    };
  } finally {
    await rows.close();
  }
}

async function write(
  { pairs, steps }: DecidedPairs,
  {
    request,
    host,
    conversion,
  }: {
    readonly request: PairRequest;
    readonly host: PairHost;
    readonly conversion: string | undefined;
  },
): Promise<{ readonly outputs: readonly PairOutput[]; readonly wasDeclined: boolean }> {
  const isSplit =
    taskOf(pairs) === "classification" &&
    (await host.accepts("Split into files for training and validation", "split"));
  const isChanged = steps.some(
    ({ decision }) => decision === "necessary" || decision === "accepted",
  );
  if (!isSplit && !isChanged && conversion === undefined)
    return { outputs: [], wasDeclined: false };
  const names = { isSplit, folder: request.outputFolder };
  const paths = freePaths(request, names);
  const isWanted = request.isDry || (await host.accepts(`Write ${paths.join(" and ")}`, "write"));
  if (!isWanted) return { outputs: [], wasDeclined: true };
  const parts = isSplit ? splitPairs(pairs) : [pairs];
  return { outputs: writeAll(paths, parts, request.isDry), wasDeclined: false };
}

/** The files to be written; what a killed process has left half done is finished before. */
function freePaths({ path, isDry }: PairRequest, names: PreparedNames): readonly string[] {
  const taken = isDry ? [] : takenPaths(path, names);
  for (const paths of taken) recoverOutputs(paths.at(-1) ?? "", paths);
  return preparedPaths(path, names);
}

function splitPairs(pairs: readonly Pair[]): readonly (readonly Pair[])[] {
  const { training, validation } = sampledSplit(pairs.length);
  return [training, validation].map((positions) =>
    Array.from(positions, (position) => pairs[position]).filter((pair) => pair !== undefined),
  );
}

const pairsPerWrite = 1000;

function writeAll(
  paths: readonly string[],
  parts: readonly (readonly Pair[])[],
  isDry: boolean,
): readonly PairOutput[] {
  const set = new OutputSet();
  try {
    const outputs = parts.map((pairs, part): PairOutput => {
      const path = paths[part] ?? "";
      const file = isDry ? hashOnly(path) : set.add(path);
      for (let from = 0; from < pairs.length; from += pairsPerWrite) {
        const lines = pairs.slice(from, from + pairsPerWrite).map(lineOf);
        file.write(Buffer.from(lines.join("")));
      }
      return { ...file.written(), pairs, split: splitOf(part, parts.length) };
    });
    set.commit();
    return outputs;
  } finally {
    set.discard();
  }
}

function splitOf(part: number, parts: number): PairOutput["split"] {
  if (parts === 1) return "all";
  return part === 0 ? "train" : "validation";
}

function lineOf({ prompt, completion }: Pair): string {
  return `${JSON.stringify({ prompt, completion })}\n`;
}
