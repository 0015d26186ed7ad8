import * as vscode from "vscode";
import { activeDataset } from "../dataset-documents.js";
import type { App } from "../start.js";

const fixAllKind = "source.fixAll.tunewright";

/** Applies all safe fixes to the dataset in the active editor, as one step that can be undone. */
export async function fixAll({ client }: App): Promise<void> {
  const document = activeDataset();
  if (document === undefined) return;
  await client.start();
  const actions = await vscode.commands.executeCommand<readonly vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    new vscode.Range(0, 0, document.lineCount, 0),
    fixAllKind,
    1,
  );
  const edit = actions.find(({ kind }) => kind?.value === fixAllKind)?.edit;
  if (edit === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t("There is nothing that can be fixed without asking you."),
    );
    return;
  }
  await vscode.workspace.applyEdit(edit);
  const count = edit.get(document.uri).length;
  vscode.window.setStatusBarMessage(vscode.l10n.t("Tunewright fixed {0} lines.", count), 5_000);
}
