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
