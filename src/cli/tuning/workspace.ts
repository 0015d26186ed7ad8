import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { DiskFolder } from "../../tuning/node/disk-folder.js";
import { FolderLedger } from "../../tuning/runs/folder-ledger.js";
import type { Ledger } from "../../tuning/runs/ledger.js";

/** Where the runs of a workspace are kept. */
const folderName = ".tunewright";

/** The folder whose runs these are. */
export interface Workspace {
  readonly folder: string;
  readonly ledger: Ledger;
}

/** The workspace of a directory: the nearest parent that has runs, or the directory itself. */
export function workspaceAt(directory: string): Workspace {
  const folder = nearestWithRuns(directory) ?? directory;
  return { folder, ledger: new FolderLedger(new DiskFolder(join(folder, folderName), "usual")) };
}

function nearestWithRuns(directory: string): string | undefined {
  if (existsSync(join(directory, folderName, "runs"))) return directory;
  const parent = dirname(directory);
  return parent === directory ? undefined : nearestWithRuns(parent);
}
