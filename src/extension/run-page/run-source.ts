import type * as vscode from "vscode";
import type { RunFacts, ShownEvent } from "../../protocol/run-page.js";
import type { PriceTable } from "../../tuning/prices.js";
import type { RunFile } from "../../tuning/runs/run-file.js";

/** A run and where its file lies. */
export interface FoundRun {
  readonly file: vscode.Uri;
  readonly run: RunFile;
}

/** What reading a run's file, or asking for a job, gives. */
export type ReadRun =
  | { readonly kind: "broken" | "missing" }
  | { readonly kind: "job"; readonly facts: RunFacts }
  | { readonly kind: "run"; readonly run: RunFile }
  | { readonly kind: "unreachable"; readonly reason: string; readonly needsKey: boolean };

/** Where pages have their runs from. */
export interface RunSource {
  /** All runs of the workspace, the newest first. */
  list(): Promise<readonly FoundRun[]>;
  read(file: vscode.Uri): Promise<ReadRun>;
  /** Its numbers as CSV; `undefined` where there are none yet. */
  curve(file: vscode.Uri): Promise<string | undefined>;
  /** What the job of a run has told, the oldest first. */
  events(file: vscode.Uri): Promise<readonly ShownEvent[]>;
  /** Asks for a job at once, whatever came of it before. */
  look(file: vscode.Uri): Promise<void>;
  /** What training costs. */
  prices(): PriceTable;
  /** Tells of each change of a run's file, curve or events. */
  onChange(file: vscode.Uri, listener: () => void): vscode.Disposable;
}
