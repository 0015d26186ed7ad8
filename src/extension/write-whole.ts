import * as vscode from "vscode";

/**
 * Writes a file so that it is there as a whole, or as it was before: beside its place first. A file
 * that was there is replaced. Rejects with the file system's words.
 */
export async function writeWhole(place: vscode.Uri, content: Uint8Array): Promise<void> {
  const { fs } = vscode.workspace;
  const temporary = vscode.Uri.joinPath(place, "..", `.tunewright-${crypto.randomUUID()}.tmp`);
  try {
    await fs.writeFile(temporary, content);
    await fs.rename(temporary, place, { overwrite: true });
  } catch (error) {
    await fs.delete(temporary).then(undefined, () => undefined);
    throw error;
  }
}
