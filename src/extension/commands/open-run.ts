import * as vscode from "vscode";
import { findRun, folderRuns, isRunFile } from "../run-page/folder-runs.js";
import { pickRun } from "../run-page/pick-runs.js";
import type { App } from "../start.js";

/**
 * Shows the page of a run: of the one whose id or file is given, else of the one that the person
 * picks.
 */
export async function openRun({ runPages }: App, given?: unknown): Promise<void> {
  const file = await runFile(given);
  if (file !== undefined) runPages.show(file);
}

async function runFile(given: unknown): Promise<vscode.Uri | undefined> {
  if (given instanceof vscode.Uri && isRunFile(given)) return given;
  if (typeof given !== "string") return pickRun(folderRuns);
  const found = await findRun(folderRuns, given);
  if (found === undefined) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t("There is no run {0} in this workspace.", given),
    );
  }
  return found;
}
