import type { RemoteJob } from "../provider.js";
import { ProviderError } from "../provider-error.js";
import type { RunFile } from "./run-file.js";
import type { RunPowers } from "./run-powers.js";

/** What became of creating a job. */
export type CreatedJob =
  | { readonly kind: "job"; readonly job: RemoteJob }
  /** The service did not say, and the job is not among its jobs: a person has to look. */
  | { readonly kind: "unclear"; readonly error: ProviderError };

/** So often a job whose creation ended unclearly is looked for. */
const looks = 5;
const firstLookMs = 1_000;
/** So many of the newest jobs are looked through. */
const newestJobs = 100;
/** Clocks differ: a job that seems so much older than its run may still be its job. */
const clockToleranceMs = 600_000;

/**
 * Creates the run's job, once: where it is there already, or the answer is unclear and it is found,
 * that one is taken.
 */
export async function createOrFindJob(
  run: RunFile,
  powers: RunPowers,
  signal: AbortSignal,
): Promise<CreatedJob> {
  const there = await find(run, powers, signal);
  if (there !== undefined) return { kind: "job", job: there };
  try {
    return { kind: "job", job: await create(run, powers, signal) };
  } catch (error) {
    if (!(error instanceof ProviderError) || !error.trouble.isUnclear) throw error;
    const found = await lookFor(run, powers, signal);
    return found === undefined ? { kind: "unclear", error } : { kind: "job", job: found };
  }
}

async function create(run: RunFile, powers: RunPowers, signal: AbortSignal): Promise<RemoteJob> {
  const { training, validation } = run.files;
  return powers.client.createJob(
    {
      run: run.id,
      model: run.baseModel,
      trainingFile: training.remoteId ?? "",
      validationFile: validation?.remoteId ?? null,
      method: run.method,
      hyperparameters: run.chosen,
      reinforcement: run.reinforcement,
      suffix: suffixFor(run, powers),
      seed: run.seed,
    },
    { signal },
  );
}

async function lookFor(
  run: RunFile,
  powers: RunPowers,
  signal: AbortSignal,
): Promise<RemoteJob | undefined> {
  for (let look = 0; look < looks && !signal.aborted; look += 1) {
    await powers.wait(firstLookMs * 2 ** look, signal);
    const found = await findWhereReached(run, powers, signal);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function findWhereReached(
  run: RunFile,
  powers: RunPowers,
  signal: AbortSignal,
): Promise<RemoteJob | undefined> {
  try {
    return await find(run, powers, signal);
  } catch (error) {
    if (error instanceof ProviderError && error.isPassing) return undefined;
    throw error;
  }
}

/** The job that bears the run's mark, or else the one that has its file and was made after it. */
async function find(
  run: RunFile,
  { client, provider, ledger }: RunPowers,
  signal: AbortSignal,
): Promise<RemoteJob | undefined> {
  const jobs = await client.jobs(newestJobs, { signal });
  const marked = jobs.find(
    ({ run: mark, tunedModel, suffix }) =>
      mark === run.id || [tunedModel, suffix].some((name) => name?.includes(markOf(run)) === true),
  );
  if (marked !== undefined || provider.marksJobsBy === "metadata") return marked;
  const since = Date.parse(run.createdAt) - clockToleranceMs;
  const others = new Set((await ledger.list()).map(({ job }) => job));
  return jobs.find(
    ({ id, trainingFile, createdAt }) =>
      !others.has(id) &&
      trainingFile === run.files.training.remoteId &&
      createdAt !== null &&
      createdAt >= since,
  );
}

/** Where the service keeps no metadata, the suffix bears the mark of the run. */
function suffixFor(run: RunFile, { provider }: RunPowers): string | null {
  if (provider.marksJobsBy === "metadata") return run.suffix;
  return run.suffix === null ? markOf(run) : `${run.suffix}-${markOf(run)}`;
}

/** The last part of the run's id, which no other run has. */
function markOf({ id }: Pick<RunFile, "id">): string {
  return id.split("-").at(-1) ?? id;
}
