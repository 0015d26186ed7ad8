import * as vscode from "vscode";
import type { Answer, Step, StepPlace } from "../../tuning/launch/steps.js";
import { pick, writeText } from "../../tuning/launch/steps.js";
import { written } from "../../written.js";
import { pickAction, pickSome } from "../steps/pick-some.js";
import type { ChatModel, ExamplesDraft } from "./examples-draft.js";

/** What a model would be told; `undefined` where a person has stopped it. */
export type RequestsFor = (draft: ExamplesDraft) => Promise<readonly string[] | undefined>;

/** Which labels, how many records, which model, and whether that may be sent. */
export function examplesQuestions(requestsFor: RequestsFor): readonly Step<ExamplesDraft>[] {
  return [
    { isNeeded: () => true, ask: askLabels },
    { isNeeded: () => true, ask: askCount },
    { isNeeded: () => true, ask: askModel },
    { isNeeded: () => true, ask: (draft, place) => askToSend(draft, place, requestsFor) },
  ];
}

interface LabelItem extends vscode.QuickPickItem {
  readonly text: string;
}

async function askLabels(draft: ExamplesDraft, place: StepPlace): Promise<Answer<ExamplesDraft>> {
  const { l10n } = vscode;
  const answer = await pickSome({
    title: l10n.t("Suggest examples: of which labels?"),
    placeholder: l10n.t("The rarest first; choose at least one"),
    place,
    items: draft.labels.toReversed().map(({ text, count }): LabelItem => ({
      label: text,
      description: l10n.t("{0} records", written(count)),
      picked: draft.chosen.includes(text),
      text,
    })),
    problem: ({ length }) => (length > 0 ? undefined : l10n.t("Choose at least one label")),
  });
  if (answer.kind !== "value") return answer;
  return { kind: "value", value: { ...draft, chosen: answer.value.map(({ text }) => text) } };
}

const mostExamples = 50;

async function askCount(draft: ExamplesDraft, place: StepPlace): Promise<Answer<ExamplesDraft>> {
  const { l10n } = vscode;
  const problem = (text: string): string | undefined => {
    const number = /^\s*[0-9]{1,3}\s*$/.test(text) ? Number(text) : 0;
    if (number >= 1 && number <= mostExamples) return undefined;
    return l10n.t("A whole number from 1 to {0}", mostExamples);
  };
  const answer = await writeText({
    title: l10n.t("Suggest examples: how many of each label?"),
    prompt: l10n.t("You look at each of them before it is used"),
    place,
    value: String(draft.count),
    problem,
  });
  if (answer.kind !== "value") return answer;
  return { kind: "value", value: { ...draft, count: Number(answer.value) } };
}

interface ModelItem extends vscode.QuickPickItem {
  readonly model: ChatModel;
}

async function askModel(draft: ExamplesDraft, place: StepPlace): Promise<Answer<ExamplesDraft>> {
  const answer = await pick({
    title: vscode.l10n.t("Suggest examples: which model writes them?"),
    placeholder: vscode.l10n.t("A language model of your editor; nothing is sent yet"),
    place,
    items: draft.models.map((model): ModelItem => ({
      label: model.name,
      description: `${model.vendor} · ${model.family}`,
      model,
    })),
    isUsual: ({ model }) => model.id === draft.model?.id,
  });
  if (answer.kind !== "value") return answer;
  return { kind: "value", value: { ...draft, model: answer.value.model } };
}

const shownCharacters = 300;

async function askToSend(
  draft: ExamplesDraft,
  place: StepPlace,
  requestsFor: RequestsFor,
): Promise<Answer<ExamplesDraft>> {
  const { l10n } = vscode;
  const requests = await requestsFor(draft);
  const { model, chosen } = draft;
  if (requests === undefined || model === undefined) return { kind: "closed" };
  const characters = requests.reduce((sum, { length }) => sum + length, 0);
  const answer = await pickAction<"send">({
    title: l10n.t("Send records to {0} ({1})?", model.name, model.vendor),
    placeholder: l10n.t(
      "Some records of each label go to the model as examples; nothing else is sent",
    ),
    place,
    items: [
      {
        label: l10n.t("Send"),
        description: l10n.t(
          "{0} requests, {1} characters",
          written(requests.length),
          written(characters),
        ),
        iconPath: new vscode.ThemeIcon("cloud-upload"),
        action: "send",
      },
      { label: l10n.t("what is sent"), kind: vscode.QuickPickItemKind.Separator },
      ...requests.map((text, at) => ({
        label: chosen[at] ?? "",
        description: l10n.t("{0} characters", written(text.length)),
        detail: oneLine(recordsIn(text)).slice(0, shownCharacters),
      })),
    ],
  });
  return answer.kind === "value" ? { kind: "value", value: { ...draft, requests } } : answer;
}

/** The records in a request: all else is said the same each time. */
function recordsIn(text: string): string {
  return /<records>\n([^]*)\n<\/records>/.exec(text)?.[1] ?? text;
}

/** A text as one line of a list, its line breaks to be seen. */
export function oneLine(text: string): string {
  return text.replaceAll(/\r?\n/g, " ⏎ ").trim();
}
