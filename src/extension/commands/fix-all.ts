import * as vscode from "vscode";
import { activeDataset } from "../dataset-documents.js";
import type { App } from "../start.js";
import { written } from "../written.js";

const fixAllKind = "source.fixAll.tunewright";

/** As the language server calls the fix of a file that has not one record on each line. */
const layoutFixKind = "quickfix.layout.tunewright";

/**
 * Applies all safe fixes to the dataset in the active editor, as one step that can be undone. Where
 * the kind of the fix of its layout is given, that one, which the editor shows first.
 */
export async function fixAll({ client }: App, given?: unknown): Promise<void> {
  const wanted = given === layoutFixKind ? layoutFixKind : fixAllKind;
  const document = activeDataset();
  if (document === undefined) return;
  await client.start();
  const actions = await vscode.commands.executeCommand<readonly vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    new vscode.Range(0, 0, document.lineCount, 0),
    wanted,
    1,
  );
  const edit = actions.find(({ kind }) => kind?.value === wanted)?.edit;
  if (edit === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t("There is nothing that can be fixed without asking you."),
    );
    return;
  }
  if (!(await vscode.workspace.applyEdit(edit)) || wanted === layoutFixKind) return;
  const count = edit.get(document.uri).length;
  vscode.window.setStatusBarMessage(
    vscode.l10n.t("Tunewright fixed {0} lines.", written(count)),
    5_000,
  );
}
