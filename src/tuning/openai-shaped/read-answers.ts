import type { JsonObject, JsonValue } from "../../core/json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../../core/json/json-node.js";
import type {
  Checkpoint,
  ChosenHyperparameters,
  HyperparameterName,
  JobEvent,
  JobMetrics,
  JobStatus,
  MethodId,
  RemoteFile,
  RemoteJob,
} from "../provider.js";

// Services differ, and change: whatever can be missing may be, and a word that nobody knows is
// shown as it is.

const statuses: Readonly<Record<string, JobStatus>> = {
  validating_files: "queued",
  queued: "queued",
  pending: "queued",
  created: "queued",
  notrunning: "queued",
  running: "running",
  in_progress: "running",
  cancelling: "running",
  pausing: "running",
  succeeded: "succeeded",
  success: "succeeded",
  completed: "succeeded",
  failed: "failed",
  error: "failed",
  cancelled: "cancelled",
  canceled: "cancelled",
  paused: "paused",
};

const methods: readonly MethodId[] = ["dpo", "reinforcement", "supervised"];

/** The metadata under which a job knows its run. */
export const runKey = "tunewright_run";

/** A job, or `undefined` where the answer is none. */
export function jobFrom(answer: JsonValue): RemoteJob | undefined {
  if (!isJsonObject(answer)) return undefined;
  const [id, statusWord] = [textIn(answer, "id"), textIn(answer, "status")];
  if (id === null || statusWord === null) return undefined;
  return {
    id,
    status: statuses[statusWord.toLowerCase()] ?? "unknown",
    statusWord,
    model: textIn(answer, "model"),
    tunedModel: textIn(answer, "fine_tuned_model"),
    createdAt: timeIn(answer, "created_at"),
    finishedAt: timeIn(answer, "finished_at"),
    error: errorIn(answer),
    trainedTokens: numberIn(answer, "trained_tokens"),
    hyperparameters: hyperparametersIn(answer),
    resultFiles: textsIn(answer, "result_files"),
    trainingFile: textIn(answer, "training_file"),
    validationFile: textIn(answer, "validation_file"),
    method: methods.find((method) => method === textIn(objectIn(answer, "method"), "type")) ?? null,
    seed: numberIn(answer, "seed"),
    suffix: textIn(answer, "suffix") ?? textIn(answer, "user_provided_suffix"),
    run: textIn(objectIn(answer, "metadata"), runKey),
  };
}

/** An event, or `undefined` where the answer is none. */
export function eventFrom(answer: JsonValue): JobEvent | undefined {
  if (!isJsonObject(answer)) return undefined;
  const id = textIn(answer, "id");
  if (id === null) return undefined;
  const level = textIn(answer, "level") ?? "info";
  return {
    id,
    at: timeIn(answer, "created_at") ?? 0,
    level: level === "error" ? "error" : level.startsWith("warn") ? "warning" : "info",
    message: textIn(answer, "message") ?? "",
    metrics: metricsFrom(numbersIn(objectIn(answer, "data"))),
  };
}

/** A checkpoint, or `undefined` where the answer is none. */
export function checkpointFrom(answer: JsonValue): Checkpoint | undefined {
  if (!isJsonObject(answer)) return undefined;
  const model = textIn(answer, "fine_tuned_model_checkpoint");
  const step = numberIn(answer, "step_number");
  if (model === null || step === null) return undefined;
  const metrics = metricsFrom({ ...objectIn(answer, "metrics"), step }) ?? { step };
  return { id: textIn(answer, "id") ?? model, model, step, metrics };
}

/** A file, or `undefined` where the answer is none. */
export function fileFrom(answer: JsonValue): RemoteFile | undefined {
  if (!isJsonObject(answer)) return undefined;
  const id = textIn(answer, "id");
  if (id === null) return undefined;
  return { id, name: textIn(answer, "filename") ?? "", bytes: numberIn(answer, "bytes") ?? 0 };
}

/** Names differ by path and by service (OpenAI's guides, its client and Azure's documentation disagree): the first that is there counts. */
const metricNames = {
  totalSteps: ["total_steps"],
  trainingLoss: ["train_loss", "training_loss"],
  trainingAccuracy: ["train_mean_token_accuracy", "training_mean_token_accuracy", "train_accuracy"],
  validationLoss: ["full_valid_loss", "valid_loss", "validation_loss"],
  validationAccuracy: [
    "full_valid_mean_token_accuracy",
    "valid_mean_token_accuracy",
    "validation_mean_token_accuracy",
  ],
  trainingReward: ["train_mean_reward", "train_reward_mean"],
  validationReward: ["full_valid_mean_reward", "valid_reward_mean"],
} as const satisfies Partial<Record<keyof JobMetrics, readonly string[]>>;

/** Rewards stand one level deeper. */
function numbersIn(data: JsonObject): JsonObject {
  return { ...objectIn(data, "scores"), ...data };
}

/** The numbers of a step, or nothing where there is no step. */
export function metricsFrom(data: JsonObject): JobMetrics | null {
  const step = numberIn(data, "step");
  if (step === null) return null;
  const found = Object.entries(metricNames).flatMap(([name, names]) => {
    const value = names.map((key) => numberIn(data, key)).find((number) => number !== null);
    return value === undefined ? [] : [[name, value] as const];
  });
  return { step, ...Object.fromEntries(found) };
}

const hyperparameterNames: readonly HyperparameterName[] = [
  "n_epochs",
  "batch_size",
  "learning_rate",
  "learning_rate_multiplier",
  "lora_r",
  "beta",
  "compute_multiplier",
  "eval_interval",
  "eval_samples",
  "word_ngrams",
  "dimension",
];

function hyperparametersIn(job: JsonObject): ChosenHyperparameters {
  const method = objectIn(job, "method");
  const ofMethod = objectIn(objectIn(method, textIn(method, "type") ?? ""), "hyperparameters");
  const all = { ...objectIn(job, "hyperparameters"), ...ofMethod };
  const known = hyperparameterNames.flatMap((name) => {
    const value = numberIn(all, name);
    return value === null ? [] : [[name, value] as const];
  });
  return Object.fromEntries(known);
}

function errorIn(job: JsonObject): RemoteJob["error"] {
  const error = objectIn(job, "error");
  const message = textIn(error, "message");
  return message === null ? null : { code: textIn(error, "code") ?? "unknown", message };
}

function textIn(object: JsonObject, name: string): string | null {
  const value = ownMember(object, name);
  return typeof value === "string" ? value : null;
}

function numberIn(object: JsonObject, name: string): number | null {
  const value = ownMember(object, name);
  return typeof value === "number" ? value : null;
}

/** Seconds in answers, milliseconds here. */
function timeIn(object: JsonObject, name: string): number | null {
  const seconds = numberIn(object, name);
  return seconds === null ? null : seconds * 1000;
}

function objectIn(object: JsonObject, name: string): JsonObject {
  const value = ownMember(object, name);
  return isJsonObject(value) ? value : {};
}

function textsIn(object: JsonObject, name: string): readonly string[] {
  const value = ownMember(object, name);
  return isJsonArray(value) ? value.filter((item) => typeof item === "string") : [];
}
