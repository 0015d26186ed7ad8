import * as vscode from "vscode";
import type { JudgedProposal } from "../../../core/prepare/synthetic/judge-proposals.js";
import type { Answer, Step, StepPlace } from "../../tuning/launch/steps.js";
import { askSteps } from "../../tuning/launch/steps.js";
import { written } from "../../written.js";
import type { DatasetSubject } from "../steps/dataset-subject.js";
import type { LineItem } from "../steps/pick-some.js";
import { pickAction, pickSome } from "../steps/pick-some.js";
import { oneLine } from "./examples-questions.js";

type Fit = Extract<JudgedProposal, { kind: "fit" }>;

/** What a person has made of proposals. */
export interface ReviewedExamples {
  readonly subject: DatasetSubject;
  readonly proposals: readonly JudgedProposal[];
  readonly accepted: readonly Fit[];
  readonly destination: "document" | "file" | undefined;
}

/** Shows proposals to be accepted one by one, none of them to begin with, and asks where they go. */
export async function reviewExamples(
  subject: DatasetSubject,
  proposals: readonly JudgedProposal[],
): Promise<ReviewedExamples | undefined> {
  const first = { subject, proposals, accepted: [], destination: undefined };
  return askSteps<ReviewedExamples>(first, [
    { isNeeded: () => true, ask: askAccepted },
    destinationStep,
  ]);
}

interface ProposalItem extends vscode.QuickPickItem {
  readonly proposal: Fit;
}

async function askAccepted(
  review: ReviewedExamples,
  place: StepPlace,
): Promise<Answer<ReviewedExamples>> {
  const { l10n } = vscode;
  const { proposals, accepted } = review;
  const fit = proposals.filter((one) => one.kind === "fit");
  const unfit = proposals.filter((one) => one.kind === "unfit");
  const items = fit.map((proposal): ProposalItem => {
    const answer = oneLine(proposal.answer);
    return {
      label: oneLine(proposal.given),
      description: proposal.label,
      // An answer that is the label is told already.
      ...(answer !== proposal.label && { detail: answer }),
      picked: accepted.includes(proposal),
      proposal,
    };
  });
  const answer = await pickSome({
    title: l10n.t(
      "Proposed records: {0}; refused: {1}. Which do you accept?",
      written(fit.length),
      written(unfit.length),
    ),
    placeholder: l10n.t("A model has written them: choose those that are right"),
    place,
    items,
    problem: ({ length }) =>
      length > 0 ? undefined : l10n.t("Choose a record, or close the list"),
  });
  if (answer.kind !== "value") return answer;
  const chosen = answer.value.map(({ proposal }) => proposal);
  return { kind: "value", value: { ...review, accepted: chosen } };
}

const destinationStep: Step<ReviewedExamples> = {
  isNeeded: () => true,
  async ask(review, place) {
    const { l10n } = vscode;
    const { subject, accepted } = review;
    const toDocument = {
      label: l10n.t("Add to the end of this document"),
      description: l10n.t("one step, which can be undone"),
      iconPath: new vscode.ThemeIcon("edit"),
      action: "document",
    } as const;
    const toFile = {
      label: l10n.t("Write a new file beside it"),
      iconPath: new vscode.ThemeIcon("new-file"),
      action: "file",
    } as const;
    const answer = await pickAction<"document" | "file">({
      title: l10n.t("Where do {0} records go?", written(accepted.length)),
      placeholder: l10n.t("They are marked as written by a model"),
      place,
      items: [
        ...(subject.mayChange ? [toDocument] : []),
        toFile,
        { label: l10n.t("accepted"), kind: vscode.QuickPickItemKind.Separator },
        ...accepted.map(({ given, label }) => ({ label: oneLine(given), description: label })),
        ...refusedItems(review),
      ],
    });
    if (answer.kind !== "value") return answer;
    return { kind: "value", value: { ...review, destination: answer.value } };
  },
};

/** The proposals that were refused, each with the reason. */
function refusedItems({ proposals }: ReviewedExamples): readonly LineItem<never>[] {
  const unfit = proposals.filter((one) => one.kind === "unfit");
  if (unfit.length === 0) return [];
  return [
    { label: vscode.l10n.t("refused"), kind: vscode.QuickPickItemKind.Separator },
    ...unfit.map(({ text, reason }) => ({ label: oneLine(text), description: reason })),
  ];
}
