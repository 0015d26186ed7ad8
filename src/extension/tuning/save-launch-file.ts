import * as vscode from "vscode";
import type { LaunchEntries } from "../../core/launch/launch-text.js";
import { hyperparameterEntries, launchText, methodName } from "../../core/launch/launch-text.js";
import { pathFrom } from "../../data/prepare/recipe-paths.js";
import type { RunFile } from "../../tuning/runs/run-file.js";
import { freePlace } from "../free-place.js";
import type { RunPlace } from "./run-places.js";
import { splitUri } from "./run-places.js";
import type { KnownRun } from "./runs-service.js";

/** Writes a launch file that begins such a run again, beside its training file, and opens it. */
export async function saveLaunchFile({ run, place }: KnownRun): Promise<void> {
  const training = splitUri(place, run.files.training.path);
  const folder = vscode.Uri.joinPath(training, "..");
  const stem = (training.path.split("/").at(-1) ?? "").replace(/\.[^.]+$/, "") || "run";
  const file = await freePlace(folder, stem, ".tune.yaml");
  const edit = new vscode.WorkspaceEdit();
  const grader =
    run.reinforcement === null ? undefined : await freePlace(folder, stem, ".grader.json");
  if (grader !== undefined && run.reinforcement !== null) {
    const text = `${JSON.stringify(run.reinforcement.grader, undefined, 2)}\n`;
    edit.createFile(grader, { contents: new TextEncoder().encode(text) });
  }
  const text = textOf(run, { place, file, grader });
  edit.createFile(file, { contents: new TextEncoder().encode(text) });
  if (!(await vscode.workspace.applyEdit(edit))) {
    throw new Error(vscode.l10n.t("{0} could not be written.", file.fsPath));
  }
  await vscode.window.showTextDocument(file);
}

interface Around {
  readonly place: RunPlace;
  readonly file: vscode.Uri;
  readonly grader: vscode.Uri | undefined;
}

function textOf(run: RunFile, { place, file, grader }: Around): string {
  const folder = vscode.Uri.joinPath(file, "..").fsPath;
  const path = (uri: vscode.Uri): string => pathFrom(folder, uri.fsPath);
  const { training, validation, test } = run.files;
  const { reinforcement, suffix, seed } = run;
  const isTuned = /^ft:|:ft-/.test(run.baseModel);
  const entries: LaunchEntries = {
    train: path(splitUri(place, training.path)),
    ...(validation !== null && { validation: path(splitUri(place, validation.path)) }),
    ...(test !== null && { test: path(splitUri(place, test.path)) }),
    provider: run.provider,
    [isTuned ? "from" : "model"]: run.baseModel,
    method: methodName(run.method),
    ...(grader !== undefined && { grader: path(grader) }),
    ...(reinforcement?.reasoningEffort && { reasoningEffort: reinforcement.reasoningEffort }),
    ...hyperparameterEntries(run.chosen),
    ...(seed !== null && { seed }),
    ...(suffix !== null && { suffix }),
  };
  return launchText(vscode.l10n.t("As the run {0} was begun.", run.id), entries);
}
