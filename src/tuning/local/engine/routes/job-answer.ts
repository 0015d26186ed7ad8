import type { FineTuningJob } from "openai/resources/fine-tuning/jobs/jobs";
import { modelIdOf } from "../model-names.js";
import type { JobStatus, StoredJob } from "../stored-jobs.js";

/** A job as OpenAI's client knows it, and a state that it has no word for. */
export type JobAnswer = Omit<FineTuningJob, "status"> & { readonly status: JobStatus };

/** A job in OpenAI's shape. */
export function jobAnswer(job: StoredJob): JobAnswer {
  const { hyperparameters: used, chosen } = job;
  const hyperparameters = {
    n_epochs: used?.epochs ?? chosen.epochs ?? "auto",
    batch_size: 1,
    learning_rate_multiplier: used?.learningRateMultiplier ?? chosen.learningRateMultiplier ?? "auto",
    word_ngrams: used?.wordNgrams ?? chosen.wordNgrams ?? "auto",
    dimension: used?.dimension ?? chosen.dimension ?? "auto",
  } as const;
  return {
    object: "fine_tuning.job",
    id: job.id,
    status: job.status,
    model: job.model,
    created_at: Math.floor(job.createdAt / 1000),
    finished_at: job.finishedAt === null ? null : Math.floor(job.finishedAt / 1000),
    fine_tuned_model: job.status === "succeeded" ? modelIdOf(job) : null,
    organization_id: "local",
    training_file: job.trainingFile,
    validation_file: job.validationFile,
    result_files: [...job.resultFiles],
    trained_tokens: job.status === "succeeded" ? job.trainedTokens : null,
    error: job.error,
    seed: job.seed,
    estimated_finish: null,
    integrations: [],
    metadata: job.metadata,
    hyperparameters,
    method: { type: "supervised", supervised: { hyperparameters } },
  };
}
