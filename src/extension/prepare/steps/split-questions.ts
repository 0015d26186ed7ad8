import * as vscode from "vscode";
import type { SplitName } from "../../../core/prepare/recipe/recipe.js";
import type { PartSize } from "../../../core/prepare/single/dataset-step.js";
import type { Answer, Step, StepPlace } from "../../tuning/launch/steps.js";
import { pick, writeText } from "../../tuning/launch/steps.js";
import { written } from "../../written.js";
import { partSize, sizeProblem } from "./part-size.js";
import { pickSome } from "./pick-some.js";
import type { StepDraft } from "./step-draft.js";

type Sizes = readonly (readonly [SplitName, PartSize])[];
type Split = Extract<StepDraft["step"], { kind: "split" }>;
type Sample = Extract<StepDraft["step"], { kind: "sample" }>;

function splitOf({ step }: StepDraft): Split {
  if (step.kind !== "split") throw new Error(`"${step.kind}" has no parts.`);
  return step;
}

function sampleOf({ step }: StepDraft): Sample {
  if (step.kind !== "sample") throw new Error(`"${step.kind}" takes all records.`);
  return step;
}

/** How large the parts are, what is alike in all of them, and what stays together. */
export const splitQuestions: readonly Step<StepDraft>[] = [
  { isNeeded: () => true, ask: askSizes },
  { isNeeded: (draft) => evenItems(draft).length > 0, ask: askEven },
  { isNeeded: (draft) => groupItems(draft).length > 0, ask: askGroups },
];

/** How many records are taken, and of what the same share. */
export const sampleQuestions: readonly Step<StepDraft>[] = [
  { isNeeded: () => true, ask: askSize },
  { isNeeded: (draft) => evenItems(draft).length > 0, ask: askEven },
];

interface SizesItem extends vscode.QuickPickItem {
  /** `undefined` for sizes that a person writes. */
  readonly sizes: Sizes | undefined;
}

function share(name: SplitName, value: number): readonly [SplitName, PartSize] {
  return [name, { kind: "share", value }];
}

async function askSizes(draft: StepDraft, place: StepPlace): Promise<Answer<StepDraft>> {
  const { l10n } = vscode;
  const items: readonly SizesItem[] = [
    {
      label: l10n.t("80 % training, 10 % validation, 10 % test"),
      detail: l10n.t("Tune with the first two, judge the model with the third."),
      sizes: [share("validation", 0.1), share("test", 0.1)],
    },
    {
      label: l10n.t("90 % training, 10 % validation"),
      detail: l10n.t("For services that want two files."),
      sizes: [share("validation", 0.1)],
    },
    {
      label: l10n.t("80 % training, 20 % test"),
      detail: l10n.t("Where nothing is measured while a model learns."),
      sizes: [share("test", 0.2)],
    },
    { label: l10n.t("Other sizes…"), sizes: undefined },
  ];
  const answer = await pick({
    title: l10n.t("Split: how large are the files?"),
    placeholder: l10n.t("{0} records; what is left trains", written(draft.look.records)),
    place,
    items,
    isUsual: ({ sizes }) => JSON.stringify(sizes) === JSON.stringify(splitOf(draft).sizes),
  });
  if (answer.kind !== "value") return answer;
  const { sizes = await writtenSizes(place) } = answer.value;
  if (sizes === undefined) return askSizes(draft, place);
  return { kind: "value", value: { ...draft, step: { ...splitOf(draft), sizes } } };
}

/** Two sizes, one of which may be left empty; `undefined` where the person goes back. */
async function writtenSizes(place: StepPlace): Promise<Sizes | undefined> {
  const { l10n } = vscode;
  const inner = { ...place, canGoBack: true };
  const validation = await writeText({
    title: l10n.t("Split: how many records validate?"),
    prompt: l10n.t("A share such as 0.1, or a number of records; empty for no such file"),
    place: inner,
    value: "0.1",
    problem: (text) => (text.trim() === "" ? undefined : sizeProblem(text)),
  });
  if (validation.kind !== "value") return undefined;
  const first = partSize(validation.value);
  const test = await writeText({
    title: l10n.t("Split: how many records test?"),
    prompt: l10n.t("A share such as 0.1, or a number of records; empty for no such file"),
    place: inner,
    value: "0.1",
    problem: (text) => (text.trim() === "" && first !== undefined ? undefined : sizeProblem(text)),
  });
  if (test.kind !== "value") return undefined;
  const second = partSize(test.value);
  return [
    ...(first === undefined ? [] : [["validation", first] as const]),
    ...(second === undefined ? [] : [["test", second] as const]),
  ];
}

interface FieldItem extends vscode.QuickPickItem {
  readonly field: string;
}

/** What can be alike in all parts: the answers where they are labels, and fields with labels. */
function evenItems({ look }: StepDraft): readonly FieldItem[] {
  const { l10n } = vscode;
  const answers =
    look.labels === null
      ? []
      : [
          {
            field: "completion",
            label: l10n.t("The answers"),
            description: l10n.t("{0} labels", written(look.labels.length)),
            picked: true,
          },
        ];
  const fields = look.fields.flatMap(({ name, labels }) =>
    labels === null || isAnswer(name)
      ? []
      : [
          {
            field: name,
            label: name,
            description: l10n.t("{0} different values", written(labels.length)),
          },
        ],
  );
  return [...answers, ...fields];
}

/** The field that is the answer in many formats. */
function isAnswer(name: string): boolean {
  return name === "completion" || name === "prompt";
}

async function askEven(draft: StepDraft, place: StepPlace): Promise<Answer<StepDraft>> {
  const { step } = draft;
  const chosen = "stratify" in step ? step.stratify : [];
  const items = evenItems(draft).map((item) => ({
    ...item,
    picked: chosen.length === 0 ? item.picked === true : chosen.includes(item.field),
  }));
  const answer = await pickSome({
    title: vscode.l10n.t("What should be alike in all files?"),
    placeholder: vscode.l10n.t("Each file gets its share of each value; none is fine"),
    place,
    items,
  });
  if (answer.kind !== "value") return answer;
  const stratify = answer.value.map(({ field }) => field);
  const value =
    step.kind === "split"
      ? { ...draft, step: { ...splitOf(draft), stratify } }
      : { ...draft, step: { ...sampleOf(draft), stratify } };
  return { kind: "value", value };
}

/** Fields with a value for several records, such as who wrote them. */
function groupItems({ look }: StepDraft): readonly FieldItem[] {
  return look.fields
    .filter(({ name }) => !isAnswer(name))
    .filter(({ different }) => different === null || (different > 1 && different < look.records))
    .map(({ name, different }) => ({
      field: name,
      label: name,
      description:
        different === null
          ? vscode.l10n.t("more than 1,000 different values")
          : vscode.l10n.t("{0} different values", written(different)),
    }));
}

async function askGroups(draft: StepDraft, place: StepPlace): Promise<Answer<StepDraft>> {
  const { group: chosen } = splitOf(draft);
  const answer = await pickSome({
    title: vscode.l10n.t("Split: what has to stay together?"),
    placeholder: vscode.l10n.t(
      "Records with the same value stay in one file, such as all of one person; none is fine",
    ),
    place,
    items: groupItems(draft).map((item) => ({ ...item, picked: chosen.includes(item.field) })),
  });
  if (answer.kind !== "value") return answer;
  const group = answer.value.map(({ field }) => field);
  return { kind: "value", value: { ...draft, step: { ...splitOf(draft), group } } };
}

async function askSize(draft: StepDraft, place: StepPlace): Promise<Answer<StepDraft>> {
  const { size } = sampleOf(draft);
  const answer = await writeText({
    title: vscode.l10n.t("Sample: how many of {0} records?", written(draft.look.records)),
    prompt: vscode.l10n.t("A share such as 0.1, or a number of records"),
    place,
    value: String(size.value),
    problem: sizeProblem,
  });
  if (answer.kind !== "value") return answer;
  const wanted = partSize(answer.value) ?? size;
  return { kind: "value", value: { ...draft, step: { ...sampleOf(draft), size: wanted } } };
}
