import * as vscode from "vscode";

/** A place in a folder under a name that nothing has yet: `stem` or `stem-2`, …, with an ending. */
export async function freePlace(
  folder: vscode.Uri,
  stem: string,
  ending: string,
): Promise<vscode.Uri> {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? stem : `${stem}-${number}`;
    const place = vscode.Uri.joinPath(folder, `${name}${ending}`);
    if (!(await isThere(place))) return place;
  }
}

async function isThere(place: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(place);
    return true;
  } catch (error) {
    if (error instanceof vscode.FileSystemError) return false;
    throw error;
  }
}
