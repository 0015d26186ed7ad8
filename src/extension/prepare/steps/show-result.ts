import * as vscode from "vscode";
import { written } from "../../written.js";
import type { DatasetSubject } from "./dataset-subject.js";

/** A file that was written. */
interface WrittenPart {
  readonly path: string | null;
  readonly records: number;
}

/** Says what was written; opens it, or compares it with what it was made of, if wanted. */
export async function showWritten(
  subject: DatasetSubject,
  parts: readonly WrittenPart[],
): Promise<void> {
  const files = parts.flatMap(({ path, records }) =>
    path === null ? [] : [{ uri: vscode.Uri.file(path), records }],
  );
  const [only, another] = files;
  const counts = files.map(({ uri, records }) => `${nameOf(uri)} ${written(records)}`);
  const open = another === undefined ? vscode.l10n.t("Open") : vscode.l10n.t("Open files");
  const compare = vscode.l10n.t("Show difference");
  // With several files there is not one that the dataset has become.
  const canCompare = another === undefined && subject.document !== undefined;
  const choice = await vscode.window.showInformationMessage(
    vscode.l10n.t("Records written: {0}.", counts.join(", ")),
    ...(canCompare ? [open, compare] : [open]),
  );
  if (choice === open) {
    for (const { uri } of files) {
      await vscode.commands.executeCommand("vscode.open", uri, { preview: false });
    }
  }
  if (choice === compare && only !== undefined) {
    const title = `${subject.name} ↔ ${nameOf(only.uri)}`;
    await vscode.commands.executeCommand("vscode.diff", subject.uri, only.uri, title);
  }
}

/** Says what was done to a document; compares it with its file, or takes it back, if wanted. */
export async function showChanged(subject: DatasetSubject, summary: string): Promise<void> {
  const compare = vscode.l10n.t("Show difference");
  const isOnDisk = subject.path !== null;
  const choice = await vscode.window.showInformationMessage(
    vscode.l10n.t("{0} was changed. {1} It is not saved yet.", subject.name, summary),
    ...(isOnDisk ? [compare] : []),
  );
  if (choice !== compare) return;
  await vscode.window.showTextDocument(subject.uri);
  await vscode.commands.executeCommand("workbench.files.action.compareWithSaved", subject.uri);
}

function nameOf({ path }: vscode.Uri): string {
  return path.split("/").at(-1) ?? path;
}
