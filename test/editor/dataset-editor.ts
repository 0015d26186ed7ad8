import * as vscode from "vscode";

/** Opens a file of the workspace in an editor. */
export async function openSample(name: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(sampleUri(name)));
}

/** Where a file of the workspace is. */
export function sampleUri(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error("The tests need a workspace folder.");
  return vscode.Uri.joinPath(folder.uri, name);
}

/** Opens an unsaved dataset. */
export async function openText(content: string): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument({ language: "jsonl", content });
  return vscode.window.showTextDocument(document);
}

/** Our diagnostics as `rule@line:column`, both from 1. */
export function foundIn(uri: vscode.Uri): readonly string[] {
  return ours(uri).map(
    ({ code, range }) => `${ruleOf(code)}@${range.start.line + 1}:${range.start.character + 1}`,
  );
}

/** The diagnostics of a document that are ours. */
export function ours(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === "Tunewright");
}

/** The rule behind a diagnostic's code. */
export function ruleOf(code: vscode.Diagnostic["code"]): string {
  return String(typeof code === "object" ? code.value : code);
}

/** Waits until what is found in a document is as wanted; the test's time limit ends the wait. */
export function untilFound(
  uri: vscode.Uri,
  isWanted: (found: readonly string[]) => boolean,
): Promise<readonly string[]> {
  return new Promise((resolve) => {
    const listener = vscode.languages.onDidChangeDiagnostics(look);
    look();
    function look(): void {
      const found = foundIn(uri);
      if (!isWanted(found)) return;
      listener.dispose();
      resolve(found);
    }
  });
}

/** Closes all editors without asking to save. */
export async function closeAll(): Promise<void> {
  for (const { document } of vscode.window.visibleTextEditors) {
    if (!document.isDirty) continue;
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  }
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
}
