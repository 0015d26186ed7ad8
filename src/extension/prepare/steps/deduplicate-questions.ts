import * as vscode from "vscode";
import type { Conflicts, DuplicateKind } from "../../../core/prepare/recipe/recipe.js";
import type { Answer, Step, StepPlace } from "../../tuning/launch/steps.js";
import { pick, writeText } from "../../tuning/launch/steps.js";
import { written } from "../../written.js";
import type { StepDraft } from "./step-draft.js";
import type { StepEngine } from "./step-engine.js";

interface KindItem extends vscode.QuickPickItem {
  readonly by: DuplicateKind;
}

interface ConflictItem extends vscode.QuickPickItem {
  readonly conflicts: Conflicts;
}

type Deduplicate = Extract<StepDraft["step"], { kind: "deduplicate" }>;

function stepOf({ step }: StepDraft): Deduplicate {
  if (step.kind !== "deduplicate") throw new Error(`"${step.kind}" has no copies.`);
  return step;
}

/** What a copy is, and what becomes of prompts with several answers. */
export function deduplicateQuestions(engine: StepEngine): readonly Step<StepDraft>[] {
  return [
    { isNeeded: () => true, ask: (draft, place) => askKind(draft, place, engine) },
    {
      isNeeded: (draft) => stepOf(draft).by === "near",
      ask: (draft, place) => askThreshold(draft, place, engine),
    },
    { isNeeded: ({ conflicts }) => conflicts !== undefined, ask: askConflicts },
  ];
}

async function askKind(
  draft: StepDraft,
  place: StepPlace,
  engine: StepEngine,
): Promise<Answer<StepDraft>> {
  const { l10n } = vscode;
  const items: readonly KindItem[] = [
    {
      by: "record",
      label: l10n.t("The same record"),
      detail: l10n.t("Every field is the same."),
    },
    {
      by: "prompt",
      label: l10n.t("The same prompt"),
      detail: l10n.t(
        "What a model is given is the same. Where answers differ you are asked which stays.",
      ),
    },
    {
      by: "normalised",
      label: l10n.t("The same but for capitals, white space and punctuation"),
      detail: l10n.t("Also finds what was written a little differently."),
    },
    {
      by: "near",
      label: l10n.t("Nearly the same words"),
      detail: l10n.t("Also finds what has another word here and there. Takes longest."),
    },
  ];
  const answer = await pick({
    title: l10n.t("Remove copies: what is a copy?"),
    placeholder: l10n.t("The first of each stays"),
    place,
    items,
    isUsual: ({ by }) => by === stepOf(draft).by,
  });
  if (answer.kind !== "value") return answer;
  const { by } = answer.value;
  const wanted: StepDraft = { ...draft, step: { ...stepOf(draft), by, conflicts: "error" } };
  // How many prompts have several answers is known with the threshold only.
  const value = by === "near" ? wanted : await withConflicts(wanted, engine);
  return { kind: "value", value };
}

async function askThreshold(
  draft: StepDraft,
  place: StepPlace,
  engine: StepEngine,
): Promise<Answer<StepDraft>> {
  const answer = await writeText({
    title: vscode.l10n.t("Remove copies: how much has to be the same?"),
    prompt: vscode.l10n.t(
      "The share of words in a row that two records have in common, from 0.7 to 1",
    ),
    place,
    value: String(stepOf(draft).threshold),
    problem: thresholdProblem,
  });
  if (answer.kind !== "value") return answer;
  const step = { ...stepOf(draft), threshold: Number(answer.value), conflicts: "error" } as const;
  return { kind: "value", value: await withConflicts({ ...draft, step }, engine) };
}

function thresholdProblem(text: string): string | undefined {
  const number = /^[0-9.]+$/.test(text.trim()) ? Number(text) : NaN;
  return number >= 0.7 && number <= 1 ? undefined : vscode.l10n.t("A number from 0.7 to 1");
}

/** Finds out whether prompts have several answers; equal records have one. */
async function withConflicts(draft: StepDraft, engine: StepEngine): Promise<StepDraft> {
  const none = { ...draft, conflicts: undefined };
  if (stepOf(draft).by === "record") return none;
  const outcome = await engine.run(draft, { output: "none", mayReplace: false });
  if (outcome.kind !== "conflicting") return none;
  const { prompts, records } = outcome;
  return { ...draft, conflicts: { prompts, records } };
}

async function askConflicts(draft: StepDraft, place: StepPlace): Promise<Answer<StepDraft>> {
  const { l10n } = vscode;
  const items: readonly ConflictItem[] = [
    { conflicts: "first", label: l10n.t("The first answer stays") },
    { conflicts: "majority", label: l10n.t("The most frequent answer stays") },
    { conflicts: "drop", label: l10n.t("None of them stays") },
  ];
  const { prompts, records } = draft.conflicts ?? { prompts: 0, records: 0 };
  const answer = await pick({
    title: l10n.t(
      "{0} prompts have several answers ({1} records): which stays?",
      written(prompts),
      written(records),
    ),
    placeholder: l10n.t("A model cannot learn two answers to one question"),
    place,
    items,
    isUsual: ({ conflicts }) => conflicts === "first",
  });
  if (answer.kind !== "value") return answer;
  const step = { ...stepOf(draft), conflicts: answer.value.conflicts };
  return { kind: "value", value: { ...draft, step } };
}
