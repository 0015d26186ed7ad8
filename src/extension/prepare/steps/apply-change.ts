import * as vscode from "vscode";
import type { DocumentChange } from "../../../protocol/step-messages.js";

/**
 * Changes a document as one step that can be undone; each line that is not named stays as it is.
 * Throws where the document is no longer the one that was read.
 */
export async function applyChange(
  document: vscode.TextDocument,
  change: DocumentChange,
  version: number,
): Promise<void> {
  if (document.isClosed || document.version !== version) {
    throw new Error(vscode.l10n.t("The document was changed meanwhile. Nothing was done."));
  }
  const edit = new vscode.WorkspaceEdit();
  edit.set(document.uri, [...editsOf(document, change)]);
  if (!(await vscode.workspace.applyEdit(edit))) {
    throw new Error(vscode.l10n.t("The editor did not take the change. Nothing was done."));
  }
}

function editsOf(
  document: vscode.TextDocument,
  change: DocumentChange,
): readonly vscode.TextEdit[] {
  if (change.kind === "whole") return [vscode.TextEdit.replace(wholeOf(document), change.text)];
  // A lone carriage return ends a line in the editor and nowhere else.
  if (change.lines !== document.lineCount) {
    const text = changedText(document.getText(), change);
    return [vscode.TextEdit.replace(wholeOf(document), text)];
  }
  const removed = new Set(
    change.changes.filter(({ text }) => text === null).map(({ line }) => line),
  );
  return change.changes.flatMap(({ line, text }) => {
    if (text !== null) return [vscode.TextEdit.replace(document.lineAt(line).range, text)];
    // Lines that go together go in one edit: edits may not overlap.
    return removed.has(line - 1) ? [] : [removal(document, line, removed)];
  });
}

function wholeOf(document: vscode.TextDocument): vscode.Range {
  return new vscode.Range(0, 0, document.lineCount, 0);
}

/** Takes out a line, and those behind it that go too, with as many line endings. */
function removal(
  document: vscode.TextDocument,
  first: number,
  removed: ReadonlySet<number>,
): vscode.TextEdit {
  let last = first;
  while (removed.has(last + 1)) last += 1;
  if (last + 1 < document.lineCount) {
    return vscode.TextEdit.delete(new vscode.Range(first, 0, last + 1, 0));
  }
  const start = first === 0 ? new vscode.Position(0, 0) : document.lineAt(first - 1).range.end;
  return vscode.TextEdit.delete(new vscode.Range(start, document.lineAt(last).range.end));
}

/** What a text becomes. */
export function changedText(text: string, change: DocumentChange): string {
  if (change.kind === "whole") return change.text;
  const becomes = new Map(change.changes.map((one) => [one.line, one.text]));
  const lines = text.split(/\r?\n/);
  return lines
    .map((line, number) => (becomes.has(number) ? becomes.get(number) : line))
    .filter((line) => typeof line === "string")
    .join("\n");
}
