import * as vscode from "vscode";

/** What a page asks for and fails is told: the page itself does not say so. */
export function told<Argument>(
  work: (argument: Argument) => Promise<void> | void,
): (argument: Argument) => Promise<void> {
  return async (argument) => {
    try {
      await work(argument);
    } catch (error) {
      void vscode.window.showErrorMessage(
        vscode.l10n.t("Tunewright could not do that: {0}", wordsOf(error)),
      );
    }
  };
}

/** What is said of an error. */
export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
