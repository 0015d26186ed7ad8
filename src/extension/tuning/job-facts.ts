import type { RunFacts, ShownSplit } from "../../protocol/run-page.js";
import type { RunStatus } from "../../protocol/run-status.js";
import type { PriceTable } from "../../tuning/prices.js";
import type { JobMetrics, Provider, RemoteFile, RemoteJob } from "../../tuning/provider.js";
import { costOfTokens } from "../../tuning/runs/cost-so-far.js";
import { stateOf } from "../../tuning/runs/job-state.js";
import type { ToldJob } from "./remote-jobs.js";

/** What is known of a job besides what its service has told last. */
export interface JobContext {
  readonly provider: Provider;
  readonly prices: PriceTable;
  /** The last numbers of its curve. */
  readonly last: JobMetrics | null;
  /** Milliseconds since 1970. */
  readonly firstEventAt: number | null;
  readonly trouble: string | null;
}

/** A word that nobody knows is no end. */
export function jobStatusOf(job: RemoteJob): RunStatus {
  return stateOf(job).status;
}

/** What a service says of a job that is no run of the workspace, for its page. */
export function jobFacts(
  { job, files, checkpoints, endpoint }: ToldJob,
  context: JobContext,
): RunFacts {
  const { provider, prices, last, firstEventAt, trouble } = context;
  return {
    id: job.id,
    status: jobStatusOf(job),
    provider: provider.id,
    providerTitle: provider.title,
    endpoint,
    baseModel: job.model ?? "",
    model: job.tunedModel,
    method: job.method ?? "",
    suffix: job.suffix,
    seed: job.seed,
    job: job.id,
    jobStatus: job.statusWord,
    createdAt: job.createdAt ?? firstEventAt ?? 0,
    finishedAt: job.finishedAt,
    hyperparameters: Object.entries(job.hyperparameters).map(([name, used]) => ({
      name,
      chosen: null,
      used,
    })),
    splits: [
      ...splitOf("training", job.trainingFile, files),
      ...splitOf("validation", job.validationFile, files),
    ],
    ...stepsOf(last),
    testAccuracy: null,
    trainedTokens: job.trainedTokens,
    costSoFar: costOf(job, provider, prices),
    cost: null,
    checkpoints: checkpoints.map((checkpoint) => ({
      model: checkpoint.model,
      step: checkpoint.step,
      metrics: checkpoint.metrics,
    })),
    error: job.error,
    remote: { trouble },
  };
}

function stepsOf(last: JobMetrics | null): Pick<RunFacts, "step" | "totalSteps"> {
  return { step: last?.step ?? null, totalSteps: last?.totalSteps ?? null };
}

function costOf(
  { model, method, trainedTokens }: RemoteJob,
  { id }: Provider,
  prices: PriceTable,
): RunFacts["costSoFar"] {
  if (model === null || trainedTokens === null) return null;
  const paid = { provider: id, baseModel: model, method: method ?? "supervised" };
  return costOfTokens(paid, trainedTokens, prices) ?? null;
}

function splitOf(
  name: "training" | "validation",
  id: string | null,
  files: readonly RemoteFile[],
): readonly ShownSplit[] {
  if (id === null) return [];
  const file = files.find((candidate) => candidate.id === id);
  const path = file === undefined || file.name === "" ? id : file.name;
  return [{ name, path, sha256: null, bytes: file?.bytes ?? null, records: null, remoteId: id }];
}
