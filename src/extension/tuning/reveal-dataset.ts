import * as vscode from "vscode";
import type { RunSplit } from "../../tuning/runs/run-file.js";
import { splitUri } from "./run-places.js";
import type { KnownRun } from "./runs-service.js";

interface SplitItem extends vscode.QuickPickItem {
  readonly split: RunSplit;
}

/** Opens a file of a run: the one it has, else the one that a person picks. */
export async function revealDataset({ run, place }: KnownRun): Promise<void> {
  const { training, validation, test } = run.files;
  const items: readonly SplitItem[] = [
    { label: vscode.l10n.t("Training"), description: training.path, split: training },
    ...(validation === null
      ? []
      : [{ label: vscode.l10n.t("Validation"), description: validation.path, split: validation }]),
    ...(test === null
      ? []
      : [{ label: vscode.l10n.t("Test"), description: test.path, split: test }]),
  ];
  const [only, ...others] = items;
  const title = vscode.l10n.t("Which file of the run?");
  const picked = others.length === 0 ? only : await vscode.window.showQuickPick(items, { title });
  if (picked === undefined) return;
  const uri = splitUri(place, picked.split.path);
  try {
    await vscode.workspace.fs.stat(uri);
  } catch (error) {
    if (!(error instanceof vscode.FileSystemError)) throw error;
    throw new Error(
      vscode.l10n.t("{0} is no longer there.", vscode.workspace.asRelativePath(uri)),
      { cause: error },
    );
  }
  await vscode.commands.executeCommand("vscode.open", uri);
}
