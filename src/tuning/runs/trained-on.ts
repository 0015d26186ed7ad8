import type { RunFile, RunSplit } from "./run-file.js";

/** How a model has to do with a file: it was trained on it, or on what it was before. */
export type TrainedOn = "earlier" | "same";

/** Whether a model came out of a run that was trained on a file. */
export function trainedOn(
  model: string,
  file: Pick<RunSplit, "path" | "sha256">,
  runs: readonly Pick<RunFile, "checkpoints" | "files" | "model">[],
): TrainedOn | undefined {
  const own = runs.filter(
    (run) => run.model === model || run.checkpoints.some((one) => one.model === model),
  );
  const trained = own.map(({ files }) => files.training);
  if (trained.some(({ sha256 }) => sha256 === file.sha256)) return "same";
  return trained.some(({ path }) => path === file.path) ? "earlier" : undefined;
}
