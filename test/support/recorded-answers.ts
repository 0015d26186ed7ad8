import type { FileObject } from "openai/resources/files";
import type { FineTuningJobCheckpoint } from "openai/resources/fine-tuning/jobs/checkpoints";
import type { FineTuningJob, FineTuningJobEvent } from "openai/resources/fine-tuning/jobs/jobs";
import type { Model } from "openai/resources/models";

// Answers as services give them, held to the types of OpenAI's own client. What a service adds to
// them or leaves out stands in its own fixture, as its reference documents it.

/** A job that was just created, as OpenAI's reference shows it. */
export const openaiJob = {
  object: "fine_tuning.job",
  id: "ftjob-abc123",
  model: "gpt-4.1-mini-2025-04-14",
  created_at: 1_763_800_000,
  finished_at: null,
  fine_tuned_model: null,
  organization_id: "org-123",
  result_files: [],
  status: "validating_files",
  validation_file: "file-valid",
  training_file: "file-train",
  hyperparameters: { n_epochs: "auto", batch_size: "auto", learning_rate_multiplier: "auto" },
  trained_tokens: null,
  error: null,
  seed: 683_058_546,
  estimated_finish: null,
  integrations: [],
  metadata: { tunewright_run: "reviews-20261122-a1b2c3d4" },
  method: {
    type: "supervised",
    supervised: { hyperparameters: { n_epochs: 3, batch_size: 8, learning_rate_multiplier: 2 } },
  },
} as const satisfies FineTuningJob;

/** The same at its end. */
export const endedJob = {
  ...openaiJob,
  status: "succeeded",
  finished_at: 1_763_803_600,
  fine_tuned_model: "ft:gpt-4.1-mini-2025-04-14:acme:reviews:7p4lURel",
  result_files: ["file-result"],
  trained_tokens: 5_768,
} satisfies FineTuningJob;

/** A job that refused its training file. */
export const failedJob = {
  ...openaiJob,
  status: "failed",
  finished_at: 1_763_800_100,
  error: {
    code: "invalid_training_file",
    message:
      "The job failed due to an invalid training file. Invalid file format. Example 12, message 2 Discriminator 'role' is missing in value",
    param: "training_file",
  },
} satisfies FineTuningJob;

/** Microsoft's reference (Foundry, version v1): no metadata is kept, the suffix is said back. */
export const azureJob = {
  ...openaiJob,
  model: "gpt-4.1-mini-2025-04-14",
  metadata: null,
  user_provided_suffix: "reviews-a1b2c3d4",
  status: "pending",
};

/** Nebius' reference (version 20260506): hyperparameters of its own, counts of steps, a suffix. */
export const nebiusJob = {
  id: "ftjob-9f2c",
  object: "fine_tuning.job",
  created_at: 1_763_800_000,
  model: "meta-llama/Meta-Llama-3.1-8B-Instruct",
  status: "running",
  training_file: "file-train",
  validation_file: null,
  error: null,
  finished_at: null,
  hyperparameters: {
    batch_size: 8,
    learning_rate: 0.000_01,
    n_epochs: 3,
    warmup_ratio: 0,
    weight_decay: 0,
    lora: true,
    lora_r: 16,
    lora_alpha: 8,
    lora_dropout: 0,
    packing: true,
    max_grad_norm: 1,
    context_length: 8_192,
  },
  integrations: [],
  organization_id: "",
  result_files: [],
  seed: 0,
  suffix: "reviews-a1b2c3d4",
  trained_tokens: 12_000,
  estimated_finish: null,
  trained_steps: 40,
  total_steps: 120,
};

/** What a job tells in words. */
export const messageEvent = {
  object: "fine_tuning.job.event",
  id: "ftevent-1",
  created_at: 1_763_800_010,
  level: "info",
  message: "Created fine-tuning job: ftjob-abc123",
  type: "message",
  data: {},
} as const satisfies FineTuningJobEvent;

/** What a job tells in numbers, with OpenAI's names. */
export const metricsEvent = {
  object: "fine_tuning.job.event",
  id: "ftevent-2",
  created_at: 1_763_800_020,
  level: "info",
  message: "Step 88/88: training loss=0.44, validation loss=0.51",
  type: "metrics",
  data: {
    step: 88,
    total_steps: 88,
    train_loss: 0.44,
    train_mean_token_accuracy: 0.91,
    full_valid_loss: 0.51,
    full_valid_mean_token_accuracy: 0.89,
  },
} as const satisfies FineTuningJobEvent;

/** The same with the other names that are seen. */
export const otherMetricsEvent = {
  ...metricsEvent,
  id: "ftevent-3",
  level: "warn",
  data: {
    step: 89,
    training_loss: 0.4,
    training_mean_token_accuracy: 0.92,
    validation_loss: 0.5,
    validation_mean_token_accuracy: 0.9,
  },
} satisfies FineTuningJobEvent;

/** What reinforcement tells. */
export const rewardEvent = {
  ...metricsEvent,
  id: "ftevent-4",
  data: {
    step: 5,
    total_steps: 20,
    scores: { train_reward_mean: 0.4, valid_reward_mean: 0.3 },
    train_mean_reward: 0.41,
    usage: { samples: 12 },
  },
} satisfies FineTuningJobEvent;

/** A checkpoint, as OpenAI's reference shows it. */
export const checkpoint = {
  object: "fine_tuning.job.checkpoint",
  id: "ftckpt_qtZ5Gyk4BLq1SfLFWp3RtO3P",
  created_at: 1_763_802_000,
  fine_tuned_model_checkpoint: "ft:gpt-4.1-mini-2025-04-14:acme:reviews:7p4lURel:ckpt-step-44",
  fine_tuning_job_id: "ftjob-abc123",
  metrics: { full_valid_loss: 0.567, full_valid_mean_token_accuracy: 0.874, step: 44 },
  step_number: 44,
} as const satisfies FineTuningJobCheckpoint;

/** An uploaded file. */
export const uploadedFile = {
  object: "file",
  id: "file-train",
  bytes: 140,
  created_at: 1_763_799_000,
  filename: "reviews.0123456789abcdef.jsonl",
  purpose: "fine-tune",
  status: "processed",
} as const satisfies FileObject;

/** A model that will be shut down. */
export const closingModel = {
  object: "model",
  id: "gpt-4.1-mini-2025-04-14",
  created: 1_744_000_000,
  owned_by: "system",
  shutdown_date: "2027-01-14T00:00:00Z",
} as const satisfies Model;

/** A list as all these services answer it. */
export function listOf(...data: readonly object[]): object {
  return { object: "list", data, has_more: false };
}
