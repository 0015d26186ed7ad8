import * as vscode from "vscode";
import { written } from "../../written.js";
import { placeBeside } from "../../free-place.js";
import type { RecipeWorks } from "../recipe-works.js";
import type { DatasetSubject } from "../steps/dataset-subject.js";
import type { ChatModel } from "./examples-draft.js";
import type { ReviewedExamples } from "./review-examples.js";

/** Marks accepted records as written by a model, and writes them where a person wants them. */
export async function keepExamples(
  works: RecipeWorks,
  { subject, accepted, destination }: ReviewedExamples,
  model: ChatModel | undefined,
): Promise<void> {
  const folder = folderOf(subject);
  const date = new Date().toISOString().slice(0, "2026-01-01".length);
  const name = [model?.vendor, model?.id].filter((part) => part !== undefined).join("/");
  const title = vscode.l10n.t("Marking the records as synthetic");
  // First the marks: no record is anywhere without its mark.
  await works.during({ title, ticket: crypto.randomUUID() }, (desk) =>
    desk.markSynthetic({ folder, model: name, date, records: accepted }),
  );
  const lines = accepted.map(({ line }) => line);
  if (destination === "document") await append(subject, lines);
  else await writeBeside(subject, lines);
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      "{0} records were added, marked in .tunewright/synthetic.jsonl: manifests of recipes count them.",
      written(lines.length),
    ),
  );
}

/** The folder that keeps the marks: that of the workspace, else that of the dataset. */
function folderOf({ uri, path }: DatasetSubject): string {
  const { workspace } = vscode;
  const folder = workspace.getWorkspaceFolder(uri) ?? workspace.workspaceFolders?.[0];
  if (folder?.uri.scheme === "file") return folder.uri.fsPath;
  if (path !== null) return vscode.Uri.joinPath(uri, "..").fsPath;
  throw new Error(vscode.l10n.t("Save the dataset first: the marks are kept beside it."));
}

async function append({ document, uri }: DatasetSubject, lines: readonly string[]): Promise<void> {
  const open = document ?? (await vscode.workspace.openTextDocument(uri));
  const last = open.lineAt(open.lineCount - 1);
  const edit = new vscode.WorkspaceEdit();
  const isAtStart = last.isEmptyOrWhitespace;
  edit.insert(uri, last.range.end, `${isAtStart ? "" : "\n"}${lines.join("\n")}\n`);
  if (!(await vscode.workspace.applyEdit(edit))) {
    throw new Error(vscode.l10n.t("The editor did not take the change. Nothing was done."));
  }
  const first = isAtStart ? last.lineNumber : last.lineNumber + 1;
  await vscode.window.showTextDocument(open, { selection: new vscode.Range(first, 0, first, 0) });
}

async function writeBeside({ uri, path }: DatasetSubject, lines: readonly string[]): Promise<void> {
  if (path === null) {
    const content = lines.map((line) => `${line}\n`).join("");
    const created = await vscode.workspace.openTextDocument({ language: "jsonl", content });
    await vscode.window.showTextDocument(created, { preview: false });
    return;
  }
  const place = await placeBeside(uri, ".synthetic.jsonl");
  const edit = new vscode.WorkspaceEdit();
  const contents = new TextEncoder().encode(lines.map((line) => `${line}\n`).join(""));
  edit.createFile(place, { contents });
  if (!(await vscode.workspace.applyEdit(edit))) {
    throw new Error(vscode.l10n.t("{0} could not be written.", place.fsPath));
  }
  await vscode.window.showTextDocument(place, { preview: false });
}
