import * as vscode from "vscode";
import type { CountedValue, ExamplesOrder } from "../../../protocol/step-messages.js";
import { askSteps } from "../../tuning/launch/steps.js";
import { written } from "../../written.js";
import type { RecipeWorks } from "../recipe-works.js";
import type { DatasetSubject } from "../steps/dataset-subject.js";
import { asItStands, datasetSubject } from "../steps/dataset-subject.js";
import type { UsableLook } from "../steps/step-draft.js";
import type { StepEngine } from "../steps/step-engine.js";
import { askModel } from "./ask-model.js";
import type { ChatModel, ExamplesDraft } from "./examples-draft.js";
import { examplesQuestions } from "./examples-questions.js";
import { keepExamples } from "./keep-examples.js";
import { reviewExamples } from "./review-examples.js";

const usualCount = 10;

/**
 * Lets a language model of the editor propose records of rare labels. Nothing is sent before a
 * person has seen what goes where; nothing is kept that a person has not accepted. A caller may
 * bring models of its own.
 */
export async function suggestExamples(
  { works, steps }: { readonly works: RecipeWorks; readonly steps: StepEngine },
  given: unknown,
  offered: unknown,
): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    throw new Error(
      vscode.l10n.t("Records are sent to a model only in a workspace that you trust."),
    );
  }
  const subject = datasetSubject(given);
  if (subject === undefined) return;
  const models = isOffer(offered) ? offered.models : await vscode.lm.selectChatModels();
  if (models.length === 0) return tellNoModel();
  const look = await steps.look(subject);
  if (look === undefined) return;
  const draft = await askSteps(
    firstDraft(subject, look, models),
    examplesQuestions((asked) => requestsFor(works, asked)),
  );
  if (draft !== undefined) await askAndReview(works, draft);
}

/** Sends what was agreed to, and shows what comes back. */
async function askAndReview(works: RecipeWorks, draft: ExamplesDraft): Promise<void> {
  const answers = await askModel(draft);
  if (answers === undefined) return;
  const ticket = crypto.randomUUID();
  const title = vscode.l10n.t("Comparing with the records that are there");
  const judged = await works.during({ title, ticket }, (desk) =>
    desk.judgeExamples({ ...orderOf(draft, ticket), answers }),
  );
  if (judged.kind === "stopped") return;
  if (judged.proposals.length === 0) {
    throw new Error(vscode.l10n.t("{0} has written no record.", draft.model?.name ?? ""));
  }
  const review = await reviewExamples(draft.subject, judged.proposals);
  if (review?.destination !== undefined) await keepExamples(works, review, draft.model);
}

function isOffer(value: unknown): value is { readonly models: readonly ChatModel[] } {
  return (
    typeof value === "object" && value !== null && "models" in value && Array.isArray(value.models)
  );
}

function tellNoModel(): void {
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      "There is no language model in this editor. Models come with extensions such as GitHub Copilot, or from a provider of your own in VS Code's settings of chat.",
    ),
  );
}

function firstDraft(
  subject: DatasetSubject,
  look: UsableLook,
  models: readonly ChatModel[],
): ExamplesDraft {
  const field =
    look.labels === null ? look.fields.find(({ labels }) => labels !== null) : undefined;
  const labels = look.labels ?? field?.labels;
  if (labels === undefined || labels === null) {
    throw new Error(
      vscode.l10n.t(
        "The answers of this dataset are texts, and no field of its records has labels.",
      ),
    );
  }
  return {
    subject,
    labels,
    labelField: field?.name ?? null,
    models,
    chosen: rareAmong(labels),
    count: usualCount,
    model: undefined,
    requests: undefined,
  };
}

/** Of so many times the records of a label there is one with which it is not rare. */
const timesRarer = 3;

/** The labels with less than a third of the records of the most frequent one, or the rarest. */
function rareAmong(labels: readonly CountedValue[]): readonly string[] {
  const most = labels[0]?.count ?? 0;
  const rare = labels.filter(({ count }) => count * timesRarer < most);
  return (rare.length > 0 ? rare : labels.slice(-1)).map(({ text }) => text);
}

async function requestsFor(
  works: RecipeWorks,
  draft: ExamplesDraft,
): Promise<readonly string[] | undefined> {
  const ticket = crypto.randomUUID();
  const title = vscode.l10n.t("Choosing examples of {0} labels", written(draft.chosen.length));
  const request = await works.during({ title, ticket }, (desk) =>
    desk.requestExamples(orderOf(draft, ticket)),
  );
  return request.kind === "request" ? request.texts : undefined;
}

function orderOf(
  { subject, labelField, chosen, count }: ExamplesDraft,
  ticket: string,
): ExamplesOrder {
  const wanted = chosen.map((label) => ({ label, count }));
  return { ticket, dataset: asItStands(subject), labelField, wanted };
}
