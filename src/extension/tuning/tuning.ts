import type * as vscode from "vscode";
import type { LaunchOffers } from "../../core/launch/launch-offers.js";
import type { LaunchRequest } from "./launch/draft.js";
import type { JobSource } from "../run-page/job-runs.js";

/** The commands of tuning, by what stands after `tunewright.` in their ids. */
export const tuningCommandNames = [
  "cancelRun",
  "copyAsCode",
  "copyModelId",
  "copyRemoteId",
  "deleteRemote",
  "deleteRun",
  "followJob",
  "followRun",
  "inspectRecord",
  "lookAtProvider",
  "pauseRun",
  "refreshRuns",
  "resumeRun",
  "scoreDataset",
  "scoreModel",
  "revealDataset",
  "saveLaunchFile",
  "signInToProvider",
  "signOutOfProvider",
  "tune",
  "tuneAgain",
  "tuneFurther",
] as const;

/** The type of the Inspector's panel, which comes back when the editor starts anew. */
export const inspectorViewType = "tunewright.inspector";

/** The name of a command of tuning. */
export type TuningCommandName = (typeof tuningCommandNames)[number];

/** A row of the view of runs. */
export interface RunsNode {
  readonly item: vscode.TreeItem;
  readonly children: readonly RunsNode[];
  /** What the commands of its menu are about. */
  readonly subject?: RunsSubject;
}

/** What a row stands for. */
export type RunsSubject =
  /** `model`: one of its checkpoints, where it is about that and not about what came out. */
  | { readonly kind: "run"; readonly id: string; readonly model?: string }
  | { readonly kind: "provider"; readonly provider: string }
  | {
      readonly kind: "remote";
      readonly provider: string;
      readonly what: RemoteKind;
      readonly id: string;
    };

/** What can lie at a provider. */
export type RemoteKind = "file" | "job" | "model";

/** Tuning, once it is loaded. */
export interface Tuning extends vscode.Disposable {
  readonly commands: Readonly<Record<TuningCommandName, (...args: readonly unknown[]) => unknown>>;
  /** Jobs that are no runs of the workspace, for their pages. */
  readonly jobs: JobSource;
  /** The first rows of the view; none where a welcome says what to do. */
  roots(): Promise<readonly RunsNode[]>;
  /** What launch files may choose, with the prices of the person. */
  launchOffers(): LaunchOffers;
  /** Says what a launch would cost. Nothing is sent. */
  tellPrice(request: LaunchRequest): Promise<void>;
  /** Takes a panel of the Inspector that was open before, with what its page has remembered. */
  restoreInspector(panel: vscode.WebviewPanel, memory: unknown): Promise<void>;
}
