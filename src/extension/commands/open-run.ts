import * as vscode from "vscode";
import { findRun, folderRuns, isRunFile } from "../run-page/folder-runs.js";
import type { JobPlace } from "../run-page/job-runs.js";
import { jobUri } from "../run-page/job-runs.js";
import { pickCompared, pickRun } from "../run-page/pick-runs.js";
import type { App } from "../start.js";
import type { RunsNode } from "../tuning/tuning.js";

/**
 * Shows the page of a run: of the one whose id or file is given, else of the one that the person
 * picks.
 */
export async function openRun({ runPages }: App, given?: unknown): Promise<void> {
  const file = await runFile(given);
  if (file !== undefined) runPages.show(file);
}

/**
 * Lays runs over each other on the page of the first: those that are selected in the view, else the
 * one that is given with those that the person picks.
 */
export async function compareRuns(
  { runPages }: App,
  given?: unknown,
  selected?: unknown,
): Promise<void> {
  const ids = Array.isArray(selected) ? selected.flatMap((row) => runId(row) ?? []) : [];
  const found = await Promise.all(ids.map((id) => findRun(folderRuns, id)));
  const [first, ...others] = found.filter((file) => file !== undefined);
  if (first !== undefined && others.length > 0) return runPages.show(first, others);
  const file = await runFile(given);
  if (file === undefined) return undefined;
  const picked = await pickCompared(folderRuns, { file, compared: [] });
  if (picked !== undefined && picked.length > 0) runPages.show(file, picked);
  return undefined;
}

async function runFile(given: unknown): Promise<vscode.Uri | undefined> {
  if (given instanceof vscode.Uri && isRunFile(given)) return given;
  const job = jobOf(given);
  if (job !== undefined) return jobUri(job);
  const id = runId(given);
  if (id === undefined) return pickRun(folderRuns);
  const found = await findRun(folderRuns, id);
  if (found === undefined) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t("There is no run {0} in this workspace.", id),
    );
  }
  return found;
}

/** The job of a row that is no run of the workspace. */
function jobOf(given: unknown): JobPlace | undefined {
  // As in `runId`.
  const subject = (given as Partial<RunsNode> | null | undefined)?.subject;
  if (subject?.kind !== "remote" || subject.what !== "job") return undefined;
  return { provider: subject.provider, job: subject.id };
}

/** The id itself, or that of the row whose menu was opened. */
function runId(given: unknown): string | undefined {
  if (typeof given === "string") return given;
  // Rows of the view are ours; whatever else calls the command gets the list to pick from.
  const subject = (given as Partial<RunsNode> | null | undefined)?.subject;
  return subject?.kind === "run" ? subject.id : undefined;
}
