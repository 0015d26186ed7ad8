import type { RemoteJob } from "../provider.js";
import type { RunFile } from "./run-file.js";

/** What a job says of its run. A word that nobody knows is no end: it is looked at again. */
export function stateOf(job: RemoteJob): Partial<RunFile> & Pick<RunFile, "status"> {
  return {
    status: job.status === "unknown" ? "running" : job.status,
    job: job.id,
    jobStatus: job.statusWord,
    model: job.tunedModel,
    hyperparameters: job.hyperparameters,
    error: job.error,
  };
}
