import * as vscode from "vscode";
import type { PairFinding, PairsLook, PairsOrder } from "../../../protocol/step-messages.js";
import type { Answer, Step, StepPlace } from "../../tuning/launch/steps.js";
import { askSteps } from "../../tuning/launch/steps.js";
import { written } from "../../written.js";
import type { RecipeWorks } from "../recipe-works.js";
import { applyChange } from "./apply-change.js";
import type { DatasetSubject } from "./dataset-subject.js";
import { asEdited, asItStands, fileSubject } from "./dataset-subject.js";
import type { LineItem } from "./pick-some.js";
import { pickAction, pickSome } from "./pick-some.js";
import { showChanged, showWritten } from "./show-result.js";

type Look = Extract<PairsLook, { kind: "pairs" }>;

interface PairsDraft {
  readonly subject: DatasetSubject;
  readonly look: Look;
  readonly chosen: readonly string[];
  readonly isSplit: boolean;
  readonly output: PairsOrder["output"] | undefined;
}

/**
 * Prepares prompts and completions as OpenAI's tool did: shows what it finds with check boxes, then
 * writes files beside the dataset or changes its document. `only` chooses one of the steps.
 */
export async function prepareDataset(
  works: RecipeWorks,
  given: unknown,
  only: unknown,
): Promise<void> {
  const subject = fileSubject(given);
  if (subject === undefined) return;
  const look = await lookAt(works, subject);
  if (look === undefined) return;
  const hasActions = actionsIn(look).length > 0;
  if (!hasActions && !look.isClassification && look.conversion === null) {
    return tellNothingToDo(subject);
  }
  const named = typeof only === "string" ? only : undefined;
  const draft = await askSteps(firstDraft(subject, look, named), questions);
  if (draft?.output !== undefined) await prepare(works, draft, draft.output);
}

/** All that is recommended, or the one step that somebody has named. */
function firstDraft(subject: DatasetSubject, look: Look, named: string | undefined): PairsDraft {
  const all = actionsIn(look).map(({ name }) => name);
  return {
    subject,
    look,
    chosen: named === undefined ? all : all.filter((name) => name === named),
    isSplit: named === undefined && look.isClassification,
    output: undefined,
  };
}

function tellNothingToDo({ name }: DatasetSubject): void {
  void vscode.window.showInformationMessage(
    vscode.l10n.t("Nothing is to be done: {0} can be used as it is.", name),
  );
}

async function lookAt(works: RecipeWorks, subject: DatasetSubject): Promise<Look | undefined> {
  const ticket = crypto.randomUUID();
  const title = vscode.l10n.t("Reading {0}", subject.name);
  const look = await works.during({ title, ticket }, (desk) =>
    desk.lookAtPairs({ ticket, dataset: asItStands(subject) }),
  );
  if (look.kind === "unusable") throw new Error(`${subject.name}: ${look.message}`);
  return look.kind === "pairs" ? look : undefined;
}

type Action = PairFinding & { readonly title: string };

function actionsIn({ findings }: Look): readonly Action[] {
  return findings.flatMap((finding) =>
    finding.title === null ? [] : [{ ...finding, title: finding.title }],
  );
}

const questions: readonly Step<PairsDraft>[] = [
  {
    isNeeded: ({ look }) => actionsIn(look).length > 0 || look.isClassification,
    ask: askFindings,
  },
  { isNeeded: () => true, ask: askOutput },
];

interface StepItem extends vscode.QuickPickItem {
  readonly name: string;
}

const split = "split";

async function askFindings(draft: PairsDraft, place: StepPlace): Promise<Answer<PairsDraft>> {
  const { look, chosen, isSplit, subject } = draft;
  const { l10n } = vscode;
  const items: StepItem[] = actionsIn(look).map((action) => ({
    name: action.name,
    label: action.title,
    description: descriptionOf(action),
    detail: action.message,
    picked: chosen.includes(action.name),
  }));
  if (look.isClassification) {
    items.push({
      name: split,
      label: l10n.t("Split into files for training and validation"),
      detail: l10n.t(
        "The completions look like labels; held-out examples show what a model has learnt.",
      ),
      picked: isSplit,
    });
  }
  const answer = await pickSome({
    title: l10n.t("Prepare {0}: {1} examples", subject.name, written(look.read)),
    placeholder: l10n.t("What is to be done; all of it is recommended"),
    place,
    items,
  });
  if (answer.kind !== "value") return answer;
  const names = answer.value.map(({ name }) => name);
  const value = { ...draft, chosen: names, isSplit: names.includes(split) };
  return { kind: "value", value };
}

function descriptionOf({ isNecessary, in: before, out }: Action): string {
  const counts = before === out ? [] : [`${written(before)} → ${written(out)}`];
  const words = isNecessary ? [vscode.l10n.t("necessary")] : [];
  return [...words, ...counts].join(", ");
}

type OutputItem = LineItem<PairsOrder["output"]>;

async function askOutput(draft: PairsDraft, place: StepPlace): Promise<Answer<PairsDraft>> {
  const { subject, look } = draft;
  const { l10n } = vscode;
  const necessary = actionsIn(look).filter(({ isNecessary }) => isNecessary);
  const items: OutputItem[] = [];
  if (subject.path !== null) {
    const left = necessary.filter(({ name }) => !draft.chosen.includes(name));
    items.push({
      label: draft.isSplit
        ? l10n.t("Write files with _prepared_train and _prepared_valid in their names")
        : l10n.t("Write a file with _prepared in its name"),
      description: l10n.t("beside it; nothing is replaced"),
      ...(left.length > 0 && {
        detail: l10n.t(
          "Also does what is necessary: {0}",
          left.map(({ title }) => title).join(", "),
        ),
      }),
      iconPath: new vscode.ThemeIcon("save"),
      action: "files",
    });
  }
  if (subject.mayChange && look.areLines && draft.chosen.some((name) => name !== split)) {
    const change: OutputItem = {
      label: l10n.t("Change this document"),
      description: draft.isSplit
        ? l10n.t("one step, which can be undone; without the split")
        : l10n.t("one step, which can be undone"),
      iconPath: new vscode.ThemeIcon("edit"),
      action: "document",
    };
    // Whoever comes from one finding of a document wants it mended there.
    if (draft.chosen.length === 1) items.unshift(change);
    else items.push(change);
  }
  const answer = await pickAction({
    title: l10n.t("Prepare {0}: where does the result go?", subject.name),
    placeholder: l10n.t("Nothing is changed before you choose"),
    place,
    items: [
      ...items,
      { label: l10n.t("what is done"), kind: vscode.QuickPickItemKind.Separator },
      ...actionsIn(look)
        .filter(({ name, isNecessary }) => isNecessary || draft.chosen.includes(name))
        .map((action): OutputItem => ({ label: action.title, description: descriptionOf(action) })),
    ],
  });
  if (answer.kind !== "value") return answer;
  return { kind: "value", value: { ...draft, output: answer.value } };
}

async function prepare(
  works: RecipeWorks,
  { subject, chosen, isSplit }: PairsDraft,
  output: PairsOrder["output"],
): Promise<void> {
  const ticket = crypto.randomUUID();
  const title = vscode.l10n.t("Preparing {0}", subject.name);
  const version = subject.document?.version ?? 0;
  const dataset = output === "document" ? asEdited(subject) : asItStands(subject);
  const outcome = await works.during({ title, ticket }, (desk) =>
    desk.preparePairs({ ticket, dataset, chosen, isSplit, output }),
  );
  if (outcome.kind === "stopped") return;
  if (outcome.kind === "unusable") throw new Error(`${subject.name}: ${outcome.message}`);
  const { change, parts } = outcome;
  if (change !== null && subject.document !== undefined) {
    await applyChange(subject.document, change, version);
    const lines = change.kind === "lines" ? change.changes.length : subject.document.lineCount;
    return showChanged(subject, vscode.l10n.t("Lines: {0}.", written(lines)));
  }
  if (parts.length > 0) return showWritten(subject, parts);
  tellNothingToDo(subject);
}
