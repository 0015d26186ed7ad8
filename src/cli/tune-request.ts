import type { LaunchKey } from "../core/launch/launch-options.js";
import type { RunLaunchFile } from "../tuning/runs/run-file.js";

/** What `tunewright tune` was asked for. */
export interface TuneRequest {
  readonly training: string;
  readonly validation?: string | undefined;
  readonly test?: string | undefined;
  readonly provider: string;
  /** Whose rules the files have to keep, where that may be chosen. */
  readonly target?: string | undefined;
  /** The model to start from; `undefined` for the provider's only one. */
  readonly model: string | undefined;
  readonly method: string;
  /** The file of a grader, for reinforcement. */
  readonly grader?: string | undefined;
  readonly reasoningEffort?: string | undefined;
  readonly suffix?: string | undefined;
  readonly seed: number | undefined;
  /** Hyperparameters by their names, as they were written. */
  readonly chosen: Readonly<Record<string, string>>;
  /** The tokens of the training file, where the model is known and the file is to be sent. */
  readonly tokensPerEpoch?: number | undefined;
  /** The launch file that it comes from: its whole path and its hash. */
  readonly launchFile?: RunLaunchFile | undefined;
  /** The file with prices of the person's own. */
  readonly prices?: string | undefined;
  readonly detach: boolean;
  readonly yes: boolean;
  readonly json: boolean;
}

/** What a launch file says, with options in place of some of it. */
export interface OpenedLaunch {
  /** Texts as options have them; paths count from the working directory. */
  readonly values: Readonly<Partial<Record<LaunchKey, string>>>;
  readonly launchFile: RunLaunchFile;
}
