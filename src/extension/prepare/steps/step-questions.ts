import * as vscode from "vscode";
import type { Answer, Step, StepPlace } from "../../tuning/launch/steps.js";
import { pick } from "../../tuning/launch/steps.js";
import { written } from "../../written.js";
import { balanceQuestions } from "./balance-questions.js";
import { deduplicateQuestions } from "./deduplicate-questions.js";
import { mergeQuestions } from "./merge-questions.js";
import { sampleQuestions, splitQuestions } from "./split-questions.js";
import type { StepDraft, StepKind } from "./step-draft.js";
import type { StepEngine } from "./step-engine.js";

/** What each step has to know before its counts can be shown. */
export function questionsFor(kind: StepKind, engine: StepEngine): readonly Step<StepDraft>[] {
  switch (kind) {
    case "split":
      return splitQuestions;
    case "sample":
      return sampleQuestions;
    case "shuffle":
      return [];
    case "deduplicate":
      return deduplicateQuestions(engine);
    case "balance":
      return [labelQuestion, ...balanceQuestions];
    case "merge-labels":
      return [labelQuestion, ...mergeQuestions];
  }
}

interface FieldItem extends vscode.QuickPickItem {
  readonly field: string;
}

/** Which field holds the labels, where the answers are free texts. */
const labelQuestion: Step<StepDraft> = {
  isNeeded: (draft) => draft.look.labels === null,
  ask: askLabelField,
};

async function askLabelField(draft: StepDraft, place: StepPlace): Promise<Answer<StepDraft>> {
  const items = draft.look.fields.flatMap(({ name, labels }): FieldItem[] =>
    labels === null
      ? []
      : [
          {
            label: name,
            description: vscode.l10n.t("{0} different values", written(labels.length)),
            detail: labels
              .slice(0, 5)
              .map(({ text, count }) => `${text} (${written(count)})`)
              .join(", "),
            field: name,
          },
        ],
  );
  if (items.length === 0) {
    throw new Error(
      vscode.l10n.t(
        "The answers of this dataset are texts, and no field of its records has labels.",
      ),
    );
  }
  const answer = await pick({
    title: vscode.l10n.t("The answers are texts: which field has the labels?"),
    placeholder: vscode.l10n.t("A field whose values stand for classes"),
    place,
    items,
    isUsual: ({ field }) => field === draft.labelField,
  });
  if (answer.kind !== "value") return answer;
  return { kind: "value", value: { ...draft, labelField: answer.value.field } };
}
