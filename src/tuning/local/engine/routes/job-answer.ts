import type { FineTuningJob } from "openai/resources/fine-tuning/jobs/jobs";
import type { Hyperparameters } from "../../hyperparameters.js";
import { modelIdOf } from "../model-names.js";
import type { JobStatus, StoredJob } from "../stored-jobs.js";

/** A job as OpenAI's client knows it, and a state that it has no word for. */
export type JobAnswer = Omit<FineTuningJob, "status"> & { readonly status: JobStatus };

/** A job in OpenAI's shape. */
export function jobAnswer(job: StoredJob): JobAnswer {
  const { epochs, learningRateMultiplier, wordNgrams, dimension } = used(job);
  const hyperparameters = {
    n_epochs: epochs,
    batch_size: 1,
    learning_rate_multiplier: learningRateMultiplier,
    word_ngrams: wordNgrams,
    dimension,
  };
  const isDone = job.status === "succeeded";
  return {
    object: "fine_tuning.job",
    id: job.id,
    status: job.status,
    model: job.model,
    created_at: Math.floor(job.createdAt / 1000),
    finished_at: seconds(job.finishedAt),
    fine_tuned_model: isDone ? modelIdOf(job) : null,
    organization_id: "local",
    training_file: job.trainingFile,
    validation_file: job.validationFile,
    result_files: [...job.resultFiles],
    trained_tokens: isDone ? job.trainedTokens : null,
    error: job.error,
    seed: job.seed,
    estimated_finish: null,
    integrations: [],
    metadata: job.metadata,
    hyperparameters,
    method: { type: "supervised", supervised: { hyperparameters } },
  };
}

/** What a job trains with, or "auto" for what is not known yet. */
function used({
  chosen,
  hyperparameters,
}: StoredJob): Record<keyof Hyperparameters, number | "auto"> {
  const unknown = {
    epochs: "auto",
    learningRateMultiplier: "auto",
    wordNgrams: "auto",
    dimension: "auto",
  } as const;
  return { ...unknown, ...chosen, ...hyperparameters };
}

/** Seconds since 1970, as OpenAI counts. */
function seconds(time: number | null): number | null {
  return time === null ? null : Math.floor(time / 1000);
}
