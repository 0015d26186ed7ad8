import { dirname, join, resolve } from "node:path";
import type { PrepareWatch } from "../../core/prepare/prepare-dataset.js";
import type { StepName } from "../../core/prepare/prepared-dataset.js";
import type { SourceProblem } from "../../core/prepare/source-rows.js";
import type { RunResult } from "../../data/prepare/run-recipe.js";
import { runRecipe } from "../../data/prepare/run-recipe.js";
import { openSources } from "../../data/sources/open-sources.js";
import type { Io } from "../io.js";
import type { PreparedFiles, PrepareRequest } from "../prepare-request.js";
import { printable } from "../report/printable.js";
import { version } from "../version.js";
import { confirmReaching } from "./confirm-reaching.js";
import { problemLine } from "./problem-line.js";
import { prepareJson, sayPrepared } from "./report.js";

/** More than a table that anybody tunes on. */
const mostDownloadBytes = 64 * 2 ** 30;

/** Runs a recipe and says what came of it; `undefined` where it has faults. */
export async function runPrepare(
  request: PrepareRequest,
  io: Io,
): Promise<PreparedFiles | undefined> {
  const path = resolve(io.cwd, request.recipe);
  const watching = watchOn(io);
  const mayReach = confirmReaching(request.recipe, request.yes, io);
  const host = { ...sourceHost(io, watching.watch.signal), mayReach };
  const result = await runRecipe(
    {
      path,
      outputFolder: request.outputFolder,
      isDry: request.dryRun,
      mayReplace: request.yes,
      version,
    },
    { openSource: openSources(host), tokenizers: io.tokenizers },
    watching.watch,
  ).finally(watching.end);
  sayProblems(request.recipe, result, io);
  if (result.kind !== "prepared") return undefined;
  if (request.json) io.stdout.write(`${JSON.stringify(prepareJson(result), null, 2)}\n`);
  else sayPrepared(result, request, io);
  const folder = dirname(result.manifestPath);
  const written = request.dryRun ? [] : result.manifest.outputs;
  return {
    written: written
      .filter(({ records }) => records > 0)
      .map((output) => join(folder, output.path)),
    target: result.manifest.target,
  };
}

/** What reading sources may do; a person who names an address has it read. */
export function sourceHost(io: Io, signal: AbortSignal): Parameters<typeof openSources>[0] {
  return {
    mayReach: () => Promise.resolve(true),
    fetch,
    environment: io.environment,
    onProgress: () => undefined,
    signal,
    mostDownloadBytes,
  };
}

const firstMessageMs = 1_000;
const messageEveryMs = 200;

const stepWords: Readonly<Record<StepName, string>> = {
  read: "Reading",
  where: "Reading",
  labels: "Reading",
  keep: "Reading",
  deduplicate: "Comparing",
  split: "Dealing out",
  balance: "Writing",
};

/** Lets Ctrl+C stop a run, and says on a terminal how far it is. */
export function watchOn(io: Io): { readonly watch: PrepareWatch; readonly end: () => void } {
  const controller = new AbortController();
  const started = io.now();
  let said = started;
  let isShown = false;
  const pause = async (): Promise<void> => {
    try {
      await io.pause();
    } catch (error) {
      controller.abort(error);
      throw error;
    }
  };
  const progress = (step: StepName, done: number): void => {
    const now = io.now();
    if (now - said < messageEveryMs) return;
    said = now;
    void pause().catch(() => undefined);
    isShown ||= io.stderr.isTerminal && now - started > firstMessageMs;
    if (isShown) io.stderr.write(`\r\u001b[K${stepWords[step]}: ${done}`);
  };
  const end = (): void => {
    if (isShown) io.stderr.write("\r\u001b[K");
  };
  return { watch: { signal: controller.signal, progress, pause }, end };
}

function sayProblems(name: string, result: RunResult, io: Io): void {
  const problems = result.kind === "prepared" ? result.notes : result.problems;
  for (const problem of problems) {
    io.stderr.write(`${printable(problemLine(name, result.text, problem))}\n`);
  }
  if (result.kind === "broken") return;
  for (const problem of result.sourceProblems)
    io.stderr.write(`${printable(sourceLine(problem))}\n`);
}

export function sourceLine({ path, row, severity, message }: SourceProblem): string {
  return `${path}${row === undefined ? "" : `, row ${row}`}: ${severity} ${message}`;
}
