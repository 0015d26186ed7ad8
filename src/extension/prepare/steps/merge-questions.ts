import * as vscode from "vscode";
import type { Answer, Step, StepPlace } from "../../tuning/launch/steps.js";
import { pick, writeText } from "../../tuning/launch/steps.js";
import { written } from "../../written.js";
import { pickSome } from "./pick-some.js";
import type { StepDraft } from "./step-draft.js";
import { labelsOf } from "./step-draft.js";

type Merge = Extract<StepDraft["step"], { kind: "merge-labels" }>;

function mergeOf({ step }: StepDraft): Merge {
  if (step.kind !== "merge-labels") throw new Error(`"${step.kind}" merges nothing.`);
  return step;
}

/** Which labels are meant to be one, and what it is called. */
export const mergeQuestions: readonly Step<StepDraft>[] = [
  { isNeeded: (draft) => oddOf(draft).length > 0, ask: askOdd },
  { isNeeded: needsLabels, ask: askLabels },
  { isNeeded: needsLabels, ask: askName },
];

/** Odd labels are known of the answers only. */
function oddOf({ look, labelField }: StepDraft): StepDraft["look"]["odd"] {
  return labelField === null ? look.odd : [];
}

/** Whether the labels are chosen by hand. */
function needsLabels({ chosen }: StepDraft): boolean {
  return chosen !== undefined;
}

interface OddItem extends vscode.QuickPickItem {
  readonly pair: readonly [string, string];
}

async function askOdd(draft: StepDraft, place: StepPlace): Promise<Answer<StepDraft>> {
  const counts = new Map((labelsOf(draft) ?? []).map(({ text, count }) => [text, count]));
  const items = oddOf(draft).map(([label, usual]): OddItem => ({
    label: `${label} → ${usual}`,
    description: vscode.l10n.t(
      "{0} and {1} records",
      written(counts.get(label) ?? 0),
      written(counts.get(usual) ?? 0),
    ),
    picked: true,
    pair: [label, usual],
  }));
  const answer = await pickSome({
    title: vscode.l10n.t("Merge labels: these are probably one label each"),
    placeholder: vscode.l10n.t("Choose none of them to name labels yourself"),
    place,
    items,
  });
  if (answer.kind !== "value") return answer;
  const renamed = answer.value.map(({ pair }) => pair);
  const step = { ...mergeOf(draft), renamed, dropped: [] };
  const chosen = renamed.length === 0 ? (draft.chosen ?? []) : undefined;
  return { kind: "value", value: { ...draft, step, chosen } };
}

interface LabelItem extends vscode.QuickPickItem {
  readonly text: string;
}

async function askLabels(draft: StepDraft, place: StepPlace): Promise<Answer<StepDraft>> {
  const before = new Set(draft.chosen);
  const answer = await pickSome({
    title: vscode.l10n.t("Merge labels: which become one?"),
    placeholder: vscode.l10n.t("Choose at least one label"),
    place,
    // The rarest first: they are those that nothing is learnt of.
    items: (labelsOf(draft) ?? []).toReversed().map(({ text, count }): LabelItem => ({
      label: text,
      description: written(count),
      picked: before.has(text),
      text,
    })),
    problem: ({ length }) => (length > 0 ? undefined : vscode.l10n.t("Choose at least one label")),
  });
  if (answer.kind !== "value") return answer;
  const chosen = answer.value.map(({ text }) => text);
  return { kind: "value", value: { ...draft, chosen } };
}

interface NameItem extends vscode.QuickPickItem {
  /** `null` leaves the records out, `undefined` asks for a name. */
  readonly name: string | null | undefined;
}

async function askName(draft: StepDraft, place: StepPlace): Promise<Answer<StepDraft>> {
  const { l10n } = vscode;
  const labels = draft.chosen ?? [];
  const all = labelsOf(draft) ?? [];
  const others = all.filter(({ text }) => labels.length > 1 || !labels.includes(text));
  const items: readonly NameItem[] = [
    { label: l10n.t("Another name…"), name: undefined },
    { label: l10n.t("None: leave their records out"), name: null },
    {
      label: l10n.t("labels that are there"),
      kind: vscode.QuickPickItemKind.Separator,
      name: null,
    },
    ...others.map(({ text, count }) => ({ label: text, description: written(count), name: text })),
  ];
  const most = all.find(({ text }) => labels.includes(text));
  const answer = await pick({
    title: l10n.t("Merge labels: what is {0} called from now on?", labels.join(", ")),
    placeholder: l10n.t("A label that is there, or a new one"),
    place,
    items,
    isUsual: ({ name }) => labels.length > 1 && name === most?.text,
  });
  if (answer.kind !== "value") return answer;
  const { name = await writtenName(place) } = answer.value;
  if (name === undefined) return askName(draft, place);
  return { kind: "value", value: { ...draft, step: merged(labels, name) } };
}

/** With `null` the labels are dropped. */
function merged(labels: readonly string[], name: string | null): Merge {
  if (name === null) return { kind: "merge-labels", renamed: [], dropped: labels };
  const renamed = labels.filter((label) => label !== name).map((label) => [label, name] as const);
  return { kind: "merge-labels", renamed, dropped: [] };
}

async function writtenName(place: StepPlace): Promise<string | undefined> {
  const answer = await writeText({
    title: vscode.l10n.t("Merge labels: the new name"),
    prompt: vscode.l10n.t("White space before labels stays as it is in each record"),
    place: { ...place, canGoBack: true },
    value: "",
    problem: (text) => (text.trim() === "" ? vscode.l10n.t("A name is missing") : undefined),
  });
  return answer.kind === "value" ? answer.value.trim() : undefined;
}
