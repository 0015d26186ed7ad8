import * as vscode from "vscode";

/** The language id of datasets: `*.jsonl` and `*.ndjson`. */
export const datasetLanguage = "jsonl";

/** Documents that are checked: what people edit, not old versions shown by a diff. */
const schemes = ["file", "untitled", "vscode-vfs", "vscode-test-web"];

/** Selects the documents that are checked. */
export const datasetSelector: readonly { readonly language: string; readonly scheme: string }[] =
  schemes.map((scheme) => ({ language: datasetLanguage, scheme }));

/** Whether a document is checked. */
export function isDataset(document: vscode.TextDocument): boolean {
  return document.languageId === datasetLanguage && schemes.includes(document.uri.scheme);
}

/** The dataset in the active editor, or `undefined` after saying that there is none. */
export function activeDataset(): vscode.TextDocument | undefined {
  const document = vscode.window.activeTextEditor?.document;
  if (document !== undefined && isDataset(document)) return document;
  void vscode.window.showInformationMessage(
    vscode.l10n.t("Open a dataset first: a .jsonl or .ndjson file."),
  );
  return undefined;
}

/**
 * The dataset that a command is about: the one whose URI is given, else that of the active tab, also
 * where it is too large for the editor to give its text. `undefined` after saying that there is none.
 */
export function datasetUri(given: unknown): vscode.Uri | undefined {
  if (typeof given === "string") return vscode.Uri.parse(given, true);
  const document = vscode.window.activeTextEditor?.document;
  if (document !== undefined && isDataset(document)) return document.uri;
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const isDatasetTab = input instanceof vscode.TabInputText && isDatasetPath(input.uri.path);
  return isDatasetTab ? input.uri : activeDataset()?.uri;
}

function isDatasetPath(path: string): boolean {
  return /\.(?:jsonl|ndjson)$/i.test(path);
}
