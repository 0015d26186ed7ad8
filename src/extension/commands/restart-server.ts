import * as vscode from "vscode";
import type { App } from "../start.js";

/** Starts the language server anew, for the day on which it hangs. */
export async function restartServer({ client }: App): Promise<void> {
  await client.start();
  await client.restart();
  vscode.window.setStatusBarMessage(vscode.l10n.t("Tunewright's server has started anew."), 5_000);
}
