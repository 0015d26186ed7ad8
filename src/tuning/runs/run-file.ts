import type { RunStatus } from "../../protocol/run-status.js";
import { hasEnded } from "../../protocol/run-status.js";
import type {
  ChosenHyperparameters,
  JobMetrics,
  MethodId,
  ProviderId,
  Reinforcement,
} from "../provider.js";

/** A file that a run uses. */
export interface RunSplit {
  /** From the workspace's folder, with `/` between its parts; absolute where it lies elsewhere. */
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly records: number;
  /** Its id at the provider, as soon as it is there. A test file never is. */
  readonly remoteId: string | null;
}

/** The launch file that a run was begun from. */
export interface RunLaunchFile {
  /** As that of a `RunSplit`. */
  readonly path: string;
  readonly sha256: string;
}

/** What a run costs, as far as a table of prices tells. */
export interface RunCost {
  /** Such as `USD`. */
  readonly currency: string;
  readonly least: number;
  readonly most: number;
  /** The day of the prices, as `YYYY-MM-DD`. */
  readonly pricesOf: string;
  /** Whether they are those that a person has written down. */
  readonly areOwnPrices?: true;
}

/** A model that a run has written on its way. */
export interface RunCheckpoint {
  readonly model: string;
  readonly metrics: JobMetrics;
}

/**
 * All that is known of a run: what it was made from, how, and what became of it. Kept in the
 * workspace as `.tunewright/runs/<id>.json`. Holds no key and no text of any record.
 */
export interface RunFile {
  readonly version: 1;
  readonly id: string;
  readonly status: RunStatus;
  readonly provider: ProviderId;
  /** Where the provider is reached, where it has no address of its own for everybody. */
  readonly endpoint: string | null;
  readonly baseModel: string;
  /** The tuned model's id as soon as there is one. */
  readonly model: string | null;
  readonly method: MethodId;
  /** Whenever that is the method, and only then. */
  readonly reinforcement: Reinforcement | null;
  readonly suffix: string | null;
  readonly seed: number | null;
  /** What was chosen; the provider has chosen the rest. */
  readonly chosen: ChosenHyperparameters;
  /** What it is trained with, as soon as the provider tells. */
  readonly hyperparameters: ChosenHyperparameters;
  /** `null` where it was begun without one. */
  readonly launchFile: RunLaunchFile | null;
  readonly files: {
    readonly training: RunSplit;
    readonly validation: RunSplit | null;
    /** Held out: never sent anywhere. */
    readonly test: RunSplit | null;
  };
  /** The job's id at the provider. */
  readonly job: string | null;
  /** The provider's own word for the job's state. */
  readonly jobStatus: string | null;
  /** Times as in `2026-11-22T14:03:00.000Z`. */
  readonly createdAt: string;
  readonly finishedAt: string | null;
  /** The last numbers that the job has told; those of the test file where it was scored. */
  readonly metrics: RunMetrics | null;
  /** Tokens that the provider says it has trained on, at the end. */
  readonly trainedTokens: number | null;
  /** Tokens of the training file, counted before it was sent; `null` where nobody could count them. */
  readonly tokensPerEpoch: number | null;
  readonly cost: RunCost | null;
  readonly checkpoints: readonly RunCheckpoint[];
  readonly error: { readonly code: string; readonly message: string } | null;
}

/** What came out of a run. */
export interface RunMetrics extends JobMetrics {
  /** The share of the test file's records that the model answers right, from 0 to 1. */
  readonly testAccuracy?: number;
}

/** Whether nothing is left to do for a run: its job has ended, and its test file was scored. */
export function isDone(run: RunFile): boolean {
  const isScored = run.files.test === null || run.metrics?.testAccuracy !== undefined;
  const canScore = run.status === "succeeded" && run.provider === "local";
  return hasEnded(run) && (isScored || !canScore);
}

/** A run as it is written down: keys in a fixed order, so that changes are easy to read. */
export function runText(run: RunFile): string {
  const ordered = Object.fromEntries(keys.map((key) => [key, run[key]]));
  return `${JSON.stringify(ordered, undefined, 2)}\n`;
}

const keys = [
  "version",
  "id",
  "status",
  "provider",
  "endpoint",
  "baseModel",
  "model",
  "method",
  "reinforcement",
  "suffix",
  "seed",
  "chosen",
  "hyperparameters",
  "launchFile",
  "files",
  "job",
  "jobStatus",
  "createdAt",
  "finishedAt",
  "metrics",
  "trainedTokens",
  "tokensPerEpoch",
  "cost",
  "checkpoints",
  "error",
] as const satisfies readonly (keyof RunFile)[];
