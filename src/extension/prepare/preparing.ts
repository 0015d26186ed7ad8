import type * as vscode from "vscode";

/** The commands of recipes and launch files, by what stands after `tunewright.` in their ids. */
export type PrepareCommandName =
  | "balanceDataset"
  | "deduplicateDataset"
  | "launchFile"
  | "mergeLabels"
  | "newRecipe"
  | "prepareDataset"
  | "prepareRecipe"
  | "previewRecipe"
  | "priceLaunchFile"
  | "sampleDataset"
  | "shuffleDataset"
  | "splitDataset"
  | "suggestExamples";

/** Recipes in the editor, once they are loaded. */
export interface Preparing extends vscode.Disposable {
  /** Fills a preview that was open before the editor started anew. */
  restorePage(panel: vscode.WebviewPanel, memory: unknown): Promise<void>;
  readonly commands: Readonly<
    Record<PrepareCommandName, (given?: unknown, more?: unknown) => unknown>
  >;
}
