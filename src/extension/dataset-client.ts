import type * as vscode from "vscode";
import type {
  ConfigurationAnswer,
  ConfigurationRequest,
  DatasetStatus,
  TargetChoice,
  TargetEditsAnswer,
  TargetEditsRequest,
  WorkspaceCheckRequest,
  ServerMessage,
  WorkspaceCheckResult,
} from "../protocol/server-messages.js";

/** The language server as the rest of the extension sees it. */
export interface DatasetClient extends vscode.Disposable {
  /** Starts the server; calling it again does nothing. */
  start(): Promise<void>;
  restart(): Promise<void>;
  /** Tells of each finished check. */
  onStatus(listener: (status: DatasetStatus) => void): vscode.Disposable;
  chooseTarget(choice: TargetChoice): Promise<void>;
  /** What the `tunewright.json` of a dataset says, as it is on disk and in editors now. */
  configurationOf(request: ConfigurationRequest): Promise<ConfigurationAnswer>;
  /** How a `tunewright.json` comes to name the target of a dataset. */
  targetEdits(request: TargetEditsRequest): Promise<TargetEditsAnswer>;
  checkWorkspace(request: WorkspaceCheckRequest, run: LongRun): Promise<WorkspaceCheckResult>;
  /** Asks the server something; `run` follows and stops what takes long. */
  ask<Params extends object, Result>(
    message: ServerMessage<Params, Result>,
    params: Params,
    run?: LongRun,
  ): Promise<Result>;
}

/** How a person follows and stops what takes long. */
export interface LongRun {
  readonly token: vscode.CancellationToken;
  /** Told the share that is done, from 0 to 100, and what is being worked on. */
  readonly report: (percentage: number, message: string) => void;
}
