import * as vscode from "vscode";
import { providerTitle } from "../../tuning/provider-titles.js";
import { runName, statusIcon, statusWord } from "./run-words.js";
import type { KnownRun, RunsService } from "./runs-service.js";
import type { RunsSubject } from "./tuning.js";

/** What a menu of the view hands over: the row, or its subject. */
export function subjectOf(given: unknown): RunsSubject | undefined {
  if (typeof given === "string") return { kind: "run", id: given };
  if (typeof given !== "object" || given === null) return undefined;
  const subject = "subject" in given ? given.subject : given;
  // Rows are ours; `runOf` and `findProvider` look up what they name.
  return typeof subject === "object" && subject !== null && "kind" in subject
    ? (subject as RunsSubject)
    : undefined;
}

/** The run of a row or an id, else one that a person picks among those that fit. */
export async function runOf(
  service: RunsService,
  given: unknown,
  fits: (known: KnownRun) => boolean = () => true,
): Promise<KnownRun | undefined> {
  const subject = subjectOf(given);
  if (subject?.kind === "run") {
    const known = service.find(subject.id);
    if (known !== undefined) return known;
    throw new Error(vscode.l10n.t("There is no run {0} here.", subject.id));
  }
  await service.refresh();
  const items = service.runs.filter(fits).map((known) => ({
    label: runName(known.run),
    description: `${statusWord(known.run.status)} · ${providerTitle(known.run.provider)}`,
    iconPath: statusIcon(known.run.status),
    known,
  }));
  if (items.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t("There is no run here for that."));
    return undefined;
  }
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t("Which run?") }))?.known;
}
