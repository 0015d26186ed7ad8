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

/** Beside a file, with another ending, likewise. */
export function placeBeside(file: vscode.Uri, ending: string): Promise<vscode.Uri> {
  const name = file.path.split("/").at(-1) ?? file.path;
  const stem = name.replace(/(?:\.(?:gz|zst|zip))?$/i, "").replace(/\.[^.]+$/, "");
  return freePlace(vscode.Uri.joinPath(file, ".."), stem, ending);
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
