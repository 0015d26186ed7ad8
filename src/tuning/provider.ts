import type { TargetId } from "../core/targets/target.js";
import type { Grader } from "./grader.js";

/** The ids of the providers in the table. */
export type ProviderId = "azure" | "compatible" | "local" | "nebius" | "openai";

/** How a model is tuned: from answers, from preferences, or from what a grader says of its answers. */
export type MethodId = "dpo" | "reinforcement" | "supervised";

/** A hyperparameter that a person may choose. */
export interface HyperparameterOffer {
  /** The name in run files, options and requests. */
  readonly name: HyperparameterName;
  readonly title: string;
  /** One sentence: what it does, and what to expect of more or less. */
  readonly meaning: string;
  readonly least: number;
  readonly most: number;
  readonly isWhole: boolean;
  /** It must be a multiple of that. */
  readonly multipleOf?: number;
  /** What it is where a person chooses nothing; "auto" lets the provider choose. */
  readonly usual: number | "auto";
}

/** The names of hyperparameters, those of OpenAI's requests where it has them. */
export type HyperparameterName =
  | "batch_size"
  | "beta"
  | "compute_multiplier"
  | "dimension"
  | "eval_interval"
  | "eval_samples"
  | "learning_rate"
  | "learning_rate_multiplier"
  | "lora_r"
  | "n_epochs"
  | "word_ngrams";

/** What was chosen of the hyperparameters. What is left out is up to the provider. */
export type ChosenHyperparameters = Readonly<Partial<Record<HyperparameterName, number>>>;

/** A way of tuning that a provider offers. */
export interface MethodOffer {
  readonly id: MethodId;
  readonly hyperparameters: readonly HyperparameterOffer[];
  /** Whether a grader judges answers, on records of a validation file too: both must be named. */
  readonly needsGrader?: true;
}

/** How much a model thinks before it answers, in reinforcement. */
export const reasoningEfforts = ["default", "low", "medium", "high"] as const;

/** What reinforcement needs besides records. */
export interface Reinforcement {
  readonly grader: Grader;
  /** `null`: the service chooses. */
  readonly reasoningEffort: (typeof reasoningEfforts)[number] | null;
}

/** Who proves to a provider that they may use it. */
export type Authentication =
  /** Nobody has to. */
  | { readonly kind: "none" }
  /** A key, which the command line takes from this variable. */
  | { readonly kind: "key"; readonly variable: string };

/** Where a provider is reached. */
export type Endpoint =
  | { readonly kind: "fixed"; readonly url: string }
  /** Each customer has one of their own; the command line takes it from this variable. */
  | { readonly kind: "own"; readonly variable: string; readonly example: string }
  /** Here: nothing leaves the machine. */
  | { readonly kind: "here" };

/** Who can tune models. One file per provider, `providers/index.ts` lists them. */
export interface Provider {
  readonly id: ProviderId;
  /** The name people read. */
  readonly title: string;
  /** One sentence: what it is, and what becomes of the data. */
  readonly description: string;
  /** Whose rules a dataset has to keep. */
  readonly target: TargetId;
  /** Whether people may say that others' rules count: they know which service it is. */
  readonly mayChooseTarget?: true;
  readonly endpoint: Endpoint;
  readonly authentication: Authentication;
  readonly methods: readonly MethodOffer[];
  /** Why it has a method no more that people look for: one sentence. */
  readonly refusedMethods?: Readonly<Partial<Record<MethodId, string>>>;
  /** The only model that can be tuned, where there is one; else the service is asked. */
  readonly onlyModel?: string;
  readonly canPause: boolean;
  /** Whether a tuned model can be tuned further. */
  readonly canContinue: boolean;
  /** How often to look after a job, in milliseconds: as it goes on, ever less often. */
  readonly pollMs: { readonly least: number; readonly most: number };
  /** How its jobs know the run that they belong to. */
  readonly marksJobsBy: "metadata" | "suffix";
  /** Speaks to it. Nothing is sent before the first call. */
  connect(connection: Connection): ProviderClient;
}

/** How a provider is reached in a given case. Never written down. */
export interface Connection {
  /** Such as `https://api.openai.com/v1`, without a slash at the end. */
  readonly url: string;
  readonly key: string;
  /** What sends requests: the platform's `fetch`, or the local engine's. */
  readonly fetch: (request: Request) => Promise<Response>;
}

/** A model that can be tuned. */
export interface OfferedModel {
  readonly id: string;
  /** The day on which it is shut down, as `YYYY-MM-DD`, where that is known. */
  readonly shutdownDate?: string;
  readonly isTuned: boolean;
}

/** A file at a provider. */
export interface RemoteFile {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
}

/** A file to upload. */
export interface Upload {
  /** Tells the same content from other, so that nothing is uploaded twice. */
  readonly name: string;
  readonly bytes: number;
  /** Opens the content anew. */
  open(): Blob | Promise<Blob>;
}

/** The states of a job that all providers have, whatever they call them. */
export type JobStatus =
  "cancelled" | "failed" | "paused" | "queued" | "running" | "succeeded" | "unknown";

/** A job as a provider tells of it. */
export interface RemoteJob {
  readonly id: string;
  readonly status: JobStatus;
  /** The provider's own word for its state. */
  readonly statusWord: string;
  readonly model: string | null;
  readonly tunedModel: string | null;
  /** Milliseconds since 1970. */
  readonly createdAt: number | null;
  readonly finishedAt: number | null;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly trainedTokens: number | null;
  readonly hyperparameters: ChosenHyperparameters;
  readonly resultFiles: readonly string[];
  readonly trainingFile: string | null;
  readonly validationFile: string | null;
  /** `null` where it does not say, or has one of its own. */
  readonly method: MethodId | null;
  readonly seed: number | null;
  /** The part of the tuned model's name that was asked for, where it says. */
  readonly suffix: string | null;
  /** The run that it was created for, where it says. */
  readonly run: string | null;
}

/** What a job is to do. */
export interface JobOrder {
  readonly run: string;
  readonly model: string;
  readonly trainingFile: string;
  readonly validationFile: string | null;
  readonly method: MethodId;
  readonly hyperparameters: ChosenHyperparameters;
  /** Whenever that is the method, and only then. */
  readonly reinforcement: Reinforcement | null;
  readonly suffix: string | null;
  readonly seed: number | null;
}

/** Something that a job tells. */
export interface JobEvent {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly level: "error" | "info" | "warning";
  readonly message: string;
  readonly metrics: JobMetrics | null;
}

/** Numbers of a step. Losses in nats, accuracies from 0 to 1, rewards as the grader gives them. */
export interface JobMetrics {
  readonly step: number;
  readonly totalSteps?: number;
  readonly trainingLoss?: number;
  readonly trainingAccuracy?: number;
  readonly validationLoss?: number;
  readonly validationAccuracy?: number;
  readonly trainingReward?: number;
  readonly validationReward?: number;
}

/** A model that a job has written on its way. */
export interface Checkpoint {
  readonly id: string;
  readonly model: string;
  readonly step: number;
  readonly metrics: JobMetrics;
}

/** Calls may be stopped. */
export interface CallOptions {
  readonly signal?: AbortSignal;
}

/**
 * What can be asked of a provider. Every call rejects with a `ProviderError`. A call that creates
 * something is made once: where its answer is unclear, `isUnclear` says so, and whoever called looks
 * whether the thing is there.
 */
export interface ProviderClient {
  models(options?: CallOptions): Promise<readonly OfferedModel[]>;
  upload(
    upload: Upload,
    options?: CallOptions & { readonly onProgress?: (bytes: number) => void },
  ): Promise<RemoteFile>;
  /** The files that were uploaded to tune with. */
  files(options?: CallOptions): Promise<readonly RemoteFile[]>;
  createJob(order: JobOrder, options?: CallOptions): Promise<RemoteJob>;
  /** The newest jobs first, at most so many. */
  jobs(most: number, options?: CallOptions): Promise<readonly RemoteJob[]>;
  job(id: string, options?: CallOptions): Promise<RemoteJob>;
  cancel(id: string, options?: CallOptions): Promise<RemoteJob>;
  pause(id: string, options?: CallOptions): Promise<RemoteJob>;
  resume(id: string, options?: CallOptions): Promise<RemoteJob>;
  /** All events that are not known yet, the oldest first. */
  events(
    id: string,
    known: ReadonlySet<string>,
    options?: CallOptions,
  ): Promise<readonly JobEvent[]>;
  checkpoints(id: string, options?: CallOptions): Promise<readonly Checkpoint[]>;
  /** The text of a result file, whatever its encoding. */
  result(fileId: string, options?: CallOptions): Promise<string>;
  deleteModel(id: string, options?: CallOptions): Promise<void>;
  deleteFile(id: string, options?: CallOptions): Promise<void>;
}
