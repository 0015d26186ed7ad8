import * as vscode from "vscode";

/** Beside a file, with another ending, under a name that nothing has yet. */
export async function freePlace(file: vscode.Uri, ending: string): Promise<vscode.Uri> {
  const name = file.path.split("/").at(-1) ?? file.path;
  const stem = name.replace(/(?:\.(?:gz|zst|zip))?$/i, "").replace(/\.[^.]+$/, "");
  const folder = vscode.Uri.joinPath(file, "..");
  for (let number = 1; ; number += 1) {
    const counted = number === 1 ? stem : `${stem}-${number}`;
    const place = vscode.Uri.joinPath(folder, `${counted}${ending}`);
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
