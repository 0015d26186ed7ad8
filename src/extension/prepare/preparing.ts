import type * as vscode from "vscode";

/** The commands of recipes and launch files, by what stands after `tunewright.` in their ids. */
export type PrepareCommandName =
  "launchFile" | "newRecipe" | "prepareRecipe" | "previewRecipe" | "priceLaunchFile";

/** Recipes in the editor, once they are loaded. */
export interface Preparing extends vscode.Disposable {
  readonly commands: Readonly<Record<PrepareCommandName, (given: unknown) => unknown>>;
}
