import type * as vscode from "vscode";
import { createLanguageClient } from "./language-client.js";
import { startExtension } from "./start.js";

/** Called by VS Code when the first dataset is opened or a command of ours is used. */
export function activate(context: vscode.ExtensionContext): void {
  startExtension(context, createLanguageClient);
}
