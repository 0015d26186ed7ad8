import * as vscode from "vscode";
import type { Answer, Step, StepPlace } from "../../tuning/launch/steps.js";
import { writeText } from "../../tuning/launch/steps.js";
import { labelLine } from "./label-line.js";
import type { StepDraft } from "./step-draft.js";
import { labelsOf } from "./step-draft.js";

type Balance = Extract<StepDraft["step"], { kind: "balance" }>;

function balanceOf({ step }: StepDraft): Balance {
  if (step.kind !== "balance") throw new Error(`"${step.kind}" balances nothing.`);
  return step;
}

/** How many records of a label there may be, and how many there have to be. */
export const balanceQuestions: readonly Step<StepDraft>[] = [
  { isNeeded: () => true, ask: askMaximum },
  { isNeeded: () => true, ask: askMinimum },
];

async function askMaximum(draft: StepDraft, place: StepPlace): Promise<Answer<StepDraft>> {
  const step = balanceOf(draft);
  const answer = await writeText({
    title: vscode.l10n.t("Balance labels: how many records of a label at most?"),
    prompt: vscode.l10n.t(
      "Others are left out, by chance. Empty for no limit. {0}",
      labelLine(draft),
    ),
    place,
    value: String(step.maximumPerLabel ?? medianCount(draft)),
    problem: (text) => (text.trim() === "" ? undefined : countProblem(text)),
  });
  if (answer.kind !== "value") return answer;
  const maximumPerLabel = countOf(answer.value);
  return { kind: "value", value: { ...draft, step: { ...step, maximumPerLabel } } };
}

async function askMinimum(draft: StepDraft, place: StepPlace): Promise<Answer<StepDraft>> {
  const step = balanceOf(draft);
  const { maximumPerLabel: most } = step;
  const problem = (text: string): string | undefined => {
    if (text.trim() !== "") {
      const isMore = most !== null && Number(text) > most;
      return isMore ? vscode.l10n.t("Not more than {0}", most) : countProblem(text);
    }
    return most === null ? vscode.l10n.t("Without a most there has to be a least") : undefined;
  };
  const answer = await writeText({
    title: vscode.l10n.t("Balance labels: how many records of a label at least?"),
    prompt: vscode.l10n.t("Rare ones are repeated until there are so many. Empty for no copies."),
    place,
    value: step.minimumPerLabel === null ? "" : String(step.minimumPerLabel),
    problem,
  });
  if (answer.kind !== "value") return answer;
  const minimumPerLabel = countOf(answer.value);
  return { kind: "value", value: { ...draft, step: { ...step, minimumPerLabel } } };
}

/** How often the label in the middle stands: half of the labels are left as they are. */
function medianCount(draft: StepDraft): number {
  const counts = (labelsOf(draft) ?? []).map(({ count }) => count);
  return counts[Math.floor(counts.length / 2)] ?? 1;
}

function countOf(text: string): number | null {
  return text.trim() === "" ? null : Number(text);
}

function countProblem(text: string): string | undefined {
  if (/^\s*[1-9][0-9]{0,8}\s*$/.test(text)) return undefined;
  return vscode.l10n.t("A whole number from 1");
}
