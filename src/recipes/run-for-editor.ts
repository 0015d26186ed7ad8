import { dirname, join } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { PrepareWatch } from "../core/prepare/prepare-dataset.js";
import { proposeRecipe } from "../core/prepare/propose/propose-recipe.js";
import { TableFactsReader } from "../core/prepare/propose/table-facts.js";
import { isTargetId } from "../core/targets/index.js";
import type { Tokenizers } from "../core/tokens/tokenizers.js";
import { datasetFormatAt } from "../data/prepare/dataset-format-at.js";
import { isAddress, pathFrom } from "../data/prepare/recipe-paths.js";
import type { RunResult } from "../data/prepare/run-recipe.js";
import { ForeignFileError, runRecipe } from "../data/prepare/run-recipe.js";
import type { RecipeEditorApi, RecipeRun, RecipeRunRequest } from "../protocol/recipe-messages.js";
import type { Remote } from "../protocol/rpc.js";
import manifest from "../../package.json" with { type: "json" };
import { findingOf } from "./recipe-desk.js";
import { problemText } from "./problem-text.js";
import { reachedSources } from "./reached-sources.js";

/** What a run or a proposal works with. */
export interface Work {
  readonly editor: Remote<RecipeEditorApi>;
  readonly tokenizers: Tokenizers;
  readonly signal: AbortSignal;
}

const progressEveryMs = 200;

/** Lets a work be stopped, and tells the editor now and then how far it is. */
export function watchFor(ticket: string, { editor, signal }: Work): PrepareWatch {
  let said = 0;
  return {
    signal,
    progress(step, done) {
      const now = performance.now();
      if (now - said < progressEveryMs) return;
      said = now;
      void editor.progress({ ticket, step, done }).catch(() => undefined);
    },
    pause: () => setImmediate(),
  };
}

/** Runs a recipe as the command line does; all outputs are written, or none. */
export async function runForEditor(
  { ticket, path, mayReplace }: RecipeRunRequest,
  work: Work,
): Promise<RecipeRun> {
  const { tokenizers, signal } = work;
  try {
    const result = await runRecipe(
      { path, outputFolder: undefined, isDry: false, mayReplace, version: manifest.version },
      { openSource: sourcesOf(work), tokenizers },
      watchFor(ticket, work),
    );
    return runOf(result);
  } catch (error) {
    if (signal.aborted) return { kind: "stopped" };
    if (error instanceof ForeignFileError) return { kind: "foreign", path: error.path };
    throw error;
  }
}

/** Opens sources; whoever works asks the person before a host is reached. */
export function sourcesOf({ editor, signal }: Work): ReturnType<typeof reachedSources> {
  return reachedSources({ mayReach: (host) => editor.mayReach({ host }), signal });
}

function runOf(result: RunResult): RecipeRun {
  if (result.kind === "broken") {
    return { kind: "refused", findings: result.problems.map(findingOf), sourceProblems: [] };
  }
  const sourceProblems = result.sourceProblems.map(problemText);
  if (result.kind === "refused") {
    return { kind: "refused", findings: result.problems.map(findingOf), sourceProblems };
  }
  const { manifest: made, manifestPath, notes, steps } = result;
  const folder = dirname(manifestPath);
  if (!isTargetId(made.target)) throw new Error(`"${made.target}" is no target.`);
  return {
    kind: "prepared",
    manifestPath,
    target: made.target,
    steps,
    outputs: made.outputs.map(({ split, path, records }) => ({
      split,
      path: join(folder, path),
      records,
    })),
    findings: notes.map(findingOf),
    sourceProblems,
  };
}

/** A recipe for a table, as it should be written to `path`; `undefined` where no column holds texts. */
export async function proposeForEditor(
  {
    ticket,
    table,
    path,
  }: { readonly ticket: string; readonly table: string; readonly path: string },
  work: Work,
): Promise<string | undefined> {
  const rows = await sourcesOf(work)({ sources: [table], where: undefined, columns: {} });
  try {
    const reader = new TableFactsReader(rows.columns);
    let read = 0;
    for await (const batch of rows.batches(work.signal)) {
      for (const row of batch) reader.add(row);
      read += batch.length;
      void work.editor.progress({ ticket, step: "read", done: read }).catch(() => undefined);
      await setImmediate();
    }
    const source = isAddress(table) ? table : pathFrom(dirname(path), table);
    const format = await datasetFormatAt(table);
    return proposeRecipe(reader.facts(), { source, target: undefined, format });
  } finally {
    await rows.close();
  }
}
