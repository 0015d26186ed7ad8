import * as vscode from "vscode";
import { configurationFileName } from "../core/config/configuration.js";
import type { TargetSetting } from "../core/config/target-setting.js";
import type { Edit } from "../core/json/span.js";
import type { ConfigurationAnswer } from "../protocol/server-messages.js";
import type { DatasetClient } from "./dataset-client.js";

/** A target to be written down for a dataset. */
export interface WrittenTarget {
  readonly dataset: vscode.Uri;
  readonly target: TargetSetting;
}

/**
 * Where a dataset's target can be written: its `tunewright.json`, else a new one in its workspace
 * folder. `undefined` for a dataset that is no file, or that lies outside of the workspace.
 */
export function configurationFor(
  dataset: vscode.Uri,
  { configuration }: ConfigurationAnswer,
): vscode.Uri | undefined {
  if (configuration !== null) return vscode.Uri.parse(configuration);
  const folder = vscode.workspace.getWorkspaceFolder(dataset)?.uri;
  if (folder === undefined || dataset.scheme !== folder.scheme) return undefined;
  return vscode.Uri.joinPath(folder, configurationFileName);
}

/**
 * Writes a target into a configuration, through an edit that can be undone, and shows the file.
 * Unsaved changes of a person's own stay unsaved. Says whether it was done: a file with faults is
 * left as it is.
 */
export async function writeTarget(
  client: Pick<DatasetClient, "targetEdits">,
  configuration: vscode.Uri,
  { dataset, target }: WrittenTarget,
): Promise<boolean> {
  const document = await openIfThere(configuration);
  const text = document?.getText() ?? null;
  const path = pathBelow(configuration, dataset);
  const { edits } = await client.targetEdits({ text, path, target });
  if (edits === null) return false;
  const isDirty = document?.isDirty === true;
  const change = changeOf(configuration, document, edits);
  if (!(await vscode.workspace.applyEdit(change))) return false;
  const edited = await vscode.workspace.openTextDocument(configuration);
  if (!isDirty) await edited.save();
  await vscode.window.showTextDocument(edited, { preview: false });
  return true;
}

function changeOf(
  configuration: vscode.Uri,
  document: vscode.TextDocument | undefined,
  edits: readonly Edit[],
): vscode.WorkspaceEdit {
  const change = new vscode.WorkspaceEdit();
  if (document === undefined) {
    const contents = new TextEncoder().encode(edits.map(({ text }) => text).join(""));
    change.createFile(configuration, { contents });
    return change;
  }
  for (const { span, text } of edits) {
    const range = new vscode.Range(document.positionAt(span.start), document.positionAt(span.end));
    change.replace(configuration, range, text);
  }
  return change;
}

async function openIfThere(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    await vscode.workspace.fs.stat(uri);
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === "FileNotFound") return undefined;
    throw error;
  }
  return vscode.workspace.openTextDocument(uri);
}

/** The dataset's path as the folder of its configuration sees it. */
function pathBelow(configuration: vscode.Uri, dataset: vscode.Uri): string {
  return dataset.path
    .slice(vscode.Uri.joinPath(configuration, "..").path.length)
    .replace(/^\//, "");
}
