import type { RemoteJob } from "../provider.js";
import { stateOf } from "./job-state.js";
import type { RunFile } from "./run-file.js";

/** What came of settling a run: as it is now, or why it stays as it is. */
export type Settled =
  | { readonly kind: "settled"; readonly run: RunFile }
  | { readonly kind: "refused"; readonly reason: string };

/** So much older than its run a job may seem: clocks differ. */
const clockToleranceMs = 600_000;

/**
 * A run of which nobody could tell whether its job exists, after a person has found the job. `runs`
 * are all of the workspace: a job belongs to one.
 */
export function settledWithJob(run: RunFile, job: RemoteJob, runs: readonly RunFile[]): Settled {
  if (run.status !== "unknown") return refused(`The run ${run.id} is ${run.status}, not unknown.`);
  const owner = runs.find((other) => other.id !== run.id && other.job === job.id);
  if (owner !== undefined) return refused(`${job.id} is the job of the run ${owner.id}.`);
  if (job.run !== null && job.run !== run.id) {
    return refused(`${job.id} is the job of the run ${job.run}.`);
  }
  const { remoteId } = run.files.training;
  if (job.trainingFile !== null && job.trainingFile !== remoteId) {
    return refused(
      `${job.id} was made from the file ${job.trainingFile}, the run from ${remoteId}.`,
    );
  }
  return { kind: "settled", run: { ...run, ...stateOf(job) } };
}

/** The same after a person has looked and found none. `now` is in milliseconds since 1970. */
export function settledWithoutJob(run: RunFile, now: number): Settled {
  if (run.status !== "unknown") return refused(`The run ${run.id} is ${run.status}, not unknown.`);
  const error = {
    code: "not_created",
    message: "The job was not created, as somebody has found out who looked. Launch the run again.",
  };
  const finishedAt = new Date(now).toISOString();
  return { kind: "settled", run: { ...run, status: "failed", error, finishedAt } };
}

/** The jobs that may be the run's, of those that a provider has. */
export function jobsThatMayBe(run: RunFile, jobs: readonly RemoteJob[]): readonly RemoteJob[] {
  const since = Date.parse(run.createdAt) - clockToleranceMs;
  return jobs.filter(
    ({ trainingFile, createdAt }) =>
      trainingFile === run.files.training.remoteId && (createdAt === null || createdAt >= since),
  );
}

function refused(reason: string): Settled {
  return { kind: "refused", reason };
}
