import * as vscode from "vscode";
import type { DatasetText } from "../../../protocol/step-messages.js";
import { datasetUri, isDataset } from "../../dataset-documents.js";

/** Larger documents are not changed in the editor: what comes of them is written to files. */
const mostCharacters = 10_000_000;

/** The dataset that a command is about. */
export interface DatasetSubject {
  readonly uri: vscode.Uri;
  readonly name: string;
  /** `undefined` where it is not open, or too large for the editor to give its text. */
  readonly document: vscode.TextDocument | undefined;
  /** The path of its file on this machine. */
  readonly path: string | null;
  /** Whether its document may be changed as one step that can be undone. */
  readonly mayChange: boolean;
}

/** The dataset that is given, by a menu or a light bulb, else the active one. */
export function datasetSubject(given: unknown): DatasetSubject | undefined {
  const uri = given instanceof vscode.Uri ? given : datasetUri(given);
  return uri && subjectOf(uri);
}

/** A file that may be a table too: the one that is given, else that of the active tab. */
export function fileSubject(given: unknown): DatasetSubject | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const active =
    input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom
      ? input.uri
      : undefined;
  return given === undefined && active !== undefined ? subjectOf(active) : datasetSubject(given);
}

function subjectOf(uri: vscode.Uri): DatasetSubject {
  const document = vscode.workspace.textDocuments.find(
    (open) => open.uri.toString() === uri.toString(),
  );
  return {
    uri,
    name: uri.path.split("/").at(-1) ?? "",
    document,
    path: uri.scheme === "file" ? uri.fsPath : null,
    mayChange:
      document !== undefined && isDataset(document) && lengthOf(document) <= mostCharacters,
  };
}

function lengthOf(document: vscode.TextDocument): number {
  return document.offsetAt(document.lineAt(document.lineCount - 1).range.end);
}

/** What is to be read: what the editor holds where that is not what is saved. */
export function asItStands({ path, name, document }: DatasetSubject): DatasetText {
  const isSaved = document === undefined || (path !== null && !document.isDirty);
  return { path, name, text: isSaved ? null : document.getText() };
}

/** What the editor holds, to be changed there. */
export function asEdited({ path, name, document }: DatasetSubject): DatasetText {
  return { path, name, text: document?.getText() ?? null };
}
