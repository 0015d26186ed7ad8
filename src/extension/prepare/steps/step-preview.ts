import * as vscode from "vscode";
import type { LabelCount } from "../../../core/prepare/prepared-dataset.js";
import type { SplitName } from "../../../core/prepare/recipe/recipe.js";
import type { Answer, Step, StepPlace } from "../../tuning/launch/steps.js";
import { writeText } from "../../tuning/launch/steps.js";
import { written } from "../../written.js";
import type { LineItem } from "./pick-some.js";
import { pickAction } from "./pick-some.js";
import type { Destination, Done, StepDraft } from "./step-draft.js";
import { labelsOf } from "./step-draft.js";
import type { StepEngine } from "./step-engine.js";

type PreviewAction = Destination | "seed";

/** Shows how many records, and of each label how many, would be where, before anything is done. */
export function previewStep(engine: StepEngine): Step<StepDraft> {
  return { isNeeded: () => true, ask: (draft, place) => askDestination(draft, place, engine) };
}

async function askDestination(
  draft: StepDraft,
  place: StepPlace,
  engine: StepEngine,
): Promise<Answer<StepDraft>> {
  const outcome = await engine.run(draft, { output: "none", mayReplace: false });
  if (outcome.kind === "stopped") return { kind: "closed" };
  if (outcome.kind !== "done") throw new Error(refusalText(outcome));
  const answer = await pickAction({
    title: titleOf(draft, outcome),
    placeholder: vscode.l10n.t("Nothing is changed before you choose where the result goes"),
    place,
    items: [...actionItems(draft, outcome), ...countItems(draft, outcome)],
  });
  if (answer.kind !== "value") return answer;
  if (answer.value !== "seed") {
    return { kind: "value", value: { ...draft, destination: answer.value } };
  }
  return askDestination(await withOtherSeed(draft, place), place, engine);
}

/** Why a step cannot be done, in one sentence. */
export function refusalText(
  outcome: Exclude<Awaited<ReturnType<StepEngine["run"]>>, { kind: "done" | "stopped" }>,
): string {
  switch (outcome.kind) {
    case "refused":
      return outcome.reasons.join(" ");
    case "conflicting":
      return vscode.l10n.t("{0} prompts have several answers.", written(outcome.prompts));
    case "exists":
      return vscode.l10n.t("{0} exists already.", outcome.paths.join(", "));
  }
}

function titleOf({ subject, step }: StepDraft, { read, parts }: Done): string {
  const records = parts.reduce((sum, part) => sum + part.records, 0);
  const counts = [subject.name, written(read), written(records)] as const;
  switch (step.kind) {
    case "split":
      return vscode.l10n.t("Split {0}: {1} records → {2}", ...counts);
    case "shuffle":
      return vscode.l10n.t("Shuffle {0}: {1} records → {2}", ...counts);
    case "deduplicate":
      return vscode.l10n.t("Remove copies from {0}: {1} records → {2}", ...counts);
    case "balance":
      return vscode.l10n.t("Balance labels of {0}: {1} records → {2}", ...counts);
    case "sample":
      return vscode.l10n.t("Sample of {0}: {1} records → {2}", ...counts);
    case "merge-labels":
      return vscode.l10n.t("Merge labels of {0}: {1} records → {2}", ...counts);
  }
}

type PreviewItem = LineItem<PreviewAction>;

function actionItems(draft: StepDraft, outcome: Done): readonly PreviewItem[] {
  const { subject, step } = draft;
  const items: PreviewItem[] = [];
  const { l10n } = vscode;
  if (subject.mayChange && changesDocument(step.kind)) {
    items.push({
      label: l10n.t("Change this document"),
      description: l10n.t("one step, which can be undone"),
      iconPath: new vscode.ThemeIcon("edit"),
      action: "document",
    });
  }
  if (subject.path !== null) {
    const names = outcome.parts.map(({ path }) => nameOf(path ?? ""));
    const isThere = outcome.existing.length > 0;
    items.push({
      label: l10n.t("Write {0}", names.join(", ")),
      description: isThere ? l10n.t("there already: asks first") : l10n.t("beside it"),
      iconPath: new vscode.ThemeIcon("save"),
      action: "files",
    });
  } else if (step.kind !== "split" && subject.mayChange) {
    items.push({
      label: l10n.t("Open as a new document"),
      iconPath: new vscode.ThemeIcon("new-file"),
      action: "untitled",
    });
  } else {
    items.push({ label: l10n.t("Save the dataset first: files are written beside it") });
  }
  if (isByChance(step.kind)) {
    items.push({
      label: l10n.t("Draw another way…"),
      description: l10n.t("seed {0}; the same seed gives the same result", draft.seed),
      iconPath: new vscode.ThemeIcon("refresh"),
      action: "seed",
    });
  }
  return items;
}

/** Whether what comes of a step is still the same dataset. */
function changesDocument(kind: StepDraft["step"]["kind"]): boolean {
  return kind === "deduplicate" || kind === "shuffle" || kind === "merge-labels";
}

function isByChance(kind: StepDraft["step"]["kind"]): boolean {
  return kind !== "deduplicate" && kind !== "merge-labels";
}

function countItems(draft: StepDraft, outcome: Done): readonly PreviewItem[] {
  const { l10n } = vscode;
  const { parts, notes, labels } = outcome;
  return [
    separator(l10n.t("records")),
    ...(draft.step.kind === "split" || parts.length > 1
      ? parts.map(({ split, records }) => line(split, written(records)))
      : []),
    line(l10n.t("all"), changeText(outcome.read, sum(parts.map(({ records }) => records)))),
    ...factItems(outcome),
    ...(labels === null ? [] : [separator(l10n.t("labels")), ...labelItems(draft, outcome)]),
    ...(notes.length === 0 ? [] : [separator(l10n.t("notes")), ...notes.map((note) => line(note))]),
  ];
}

/** What else happens to records. */
function factItems({ renamed, dropped, parts }: Done): readonly PreviewItem[] {
  const copies = sum(parts.map((part) => part.copies));
  return [
    ...(renamed > 0 ? [line(vscode.l10n.t("with another label"), written(renamed))] : []),
    ...(dropped > 0 ? [line(vscode.l10n.t("left out by label"), written(dropped))] : []),
    ...(copies > 0 ? [line(vscode.l10n.t("copies"), written(copies))] : []),
  ];
}

/** Each label with its counts before and after, also those that are gone. */
function labelItems(draft: StepDraft, outcome: Done): readonly PreviewItem[] {
  const { labelCount, parts } = outcome;
  const labels = outcome.labels ?? [];
  const names = parts.map(({ split }) => split);
  const known = labelsOf(draft);
  const before = new Map((known ?? []).map(({ text, count }) => [text, count]));
  const after = new Set(labels.map(({ label }) => label));
  const gone = [...before].filter(([label]) => !after.has(label));
  const more = labelCount - labels.length;
  return [
    ...labels.map((counted) => {
      // What a label is called anew had no record before.
      const had = known === null ? counted.records : (before.get(counted.label) ?? 0);
      return line(counted.label, labelText(counted, names, had));
    }),
    ...(more > 0
      ? [line(vscode.l10n.t("and {0} more", written(more)))]
      : gone.map(([label, count]) => line(label, changeText(count, 0)))),
  ];
}

function labelText({ parts }: LabelCount, names: readonly SplitName[], before: number): string {
  const counts = names.map((name) => parts[name] ?? 0);
  const change = changeText(before, sum(counts));
  if (names.length < 2) return change;
  return `${change}  (${names.map((name, at) => `${name} ${written(counts[at] ?? 0)}`).join(", ")})`;
}

function changeText(before: number, after: number): string {
  return before === after ? written(after) : `${written(before)} → ${written(after)}`;
}

function separator(label: string): PreviewItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

function line(label: string, description?: string): PreviewItem {
  return { label, ...(description !== undefined && { description }) };
}

async function withOtherSeed(draft: StepDraft, place: StepPlace): Promise<StepDraft> {
  const answer = await writeText({
    title: vscode.l10n.t("Draw another way"),
    prompt: vscode.l10n.t("Any whole number"),
    place: { ...place, canGoBack: true },
    value: String(draft.seed + 1),
    problem: (text) =>
      /^\s*[0-9]{1,9}\s*$/.test(text) ? undefined : vscode.l10n.t("A whole number"),
  });
  return answer.kind === "value" ? { ...draft, seed: Number(answer.value) } : draft;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** The last part of a path. */
function nameOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
