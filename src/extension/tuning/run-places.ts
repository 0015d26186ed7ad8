import * as vscode from "vscode";
import { DiskFolder } from "../../tuning/node/disk-folder.js";
import { FolderLedger } from "../../tuning/runs/folder-ledger.js";
import type { Ledger } from "../../tuning/runs/ledger.js";

/** A folder of the workspace, with its runs. */
export interface RunPlace {
  readonly uri: vscode.Uri;
  /** Its path on disk. */
  readonly folder: string;
  readonly ledger: Ledger;
}

/** The folders of the workspace that are on a disk, each of them made once: locks belong to it. */
export class RunPlaces {
  readonly #known = new Map<string, RunPlace>();

  all(): readonly RunPlace[] {
    const folders = vscode.workspace.workspaceFolders ?? [];
    return folders.filter(({ uri }) => uri.scheme === "file").map(({ uri }) => this.#place(uri));
  }

  /** The folder that a file belongs to: the one it lies in, else the first. */
  of(file: vscode.Uri): RunPlace | undefined {
    const folder = vscode.workspace.getWorkspaceFolder(file)?.uri.toString();
    const places = this.all();
    return places.find(({ uri }) => uri.toString() === folder) ?? places[0];
  }

  #place(uri: vscode.Uri): RunPlace {
    const key = uri.toString();
    const root = vscode.Uri.joinPath(uri, ".tunewright").fsPath;
    const place = this.#known.get(key) ?? {
      uri,
      folder: uri.fsPath,
      ledger: new FolderLedger(new DiskFolder(root, "usual")),
    };
    this.#known.set(key, place);
    return place;
  }
}

/** Where a file of a run lies. */
export function splitUri({ uri }: RunPlace, path: string): vscode.Uri {
  const isAbsolute = path.startsWith("/") || /^[a-z]:[\\/]/i.test(path) || path.startsWith("\\\\");
  return isAbsolute ? vscode.Uri.file(path) : vscode.Uri.joinPath(uri, ...path.split("/"));
}
