import type * as vscode from "vscode";

/** The commands of recipes, by what stands after `tunewright.` in their ids. */
export type PrepareCommandName = "newRecipe" | "prepareRecipe" | "previewRecipe";

/** Recipes in the editor, once they are loaded. */
export interface Preparing extends vscode.Disposable {
  readonly commands: Readonly<Record<PrepareCommandName, (given: unknown) => unknown>>;
}
