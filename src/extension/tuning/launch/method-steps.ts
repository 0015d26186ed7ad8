import * as vscode from "vscode";
import type { HyperparameterOffer, MethodId, MethodOffer } from "../../../tuning/provider.js";
import type { Draft } from "./draft.js";
import { pick, writeText, type Answer, type Step, type StepPlace } from "./steps.js";

/** The method of a draft, with what can be chosen of it. */
export function methodOf({ provider, method }: Draft): MethodOffer {
  const offer = provider.methods.find(({ id }) => id === method);
  if (offer === undefined) throw new Error(`${provider.id} has no method ${method}.`);
  return offer;
}

/** How the model learns, where there is a choice. */
export const methodStep: Step<Draft> = {
  isNeeded: (draft) => offeredMethods(draft).length > 1,
  async ask(draft, place) {
    const answer = await pick({
      title: vscode.l10n.t("Tune: how does the model learn?"),
      placeholder: vscode.l10n.t("It has to fit the format of the dataset"),
      place,
      items: offeredMethods(draft).map(({ id }) => ({ ...methodWords(id), id })),
      isUsual: ({ id }) => id === draft.method,
    });
    if (answer.kind !== "value") return answer;
    const { id } = answer.value;
    const chosen = id === draft.method ? draft.chosen : {};
    return { kind: "value", value: { ...draft, method: id, chosen } };
  },
};

/** Who judges answers is written in a file, which only the command line takes. */
function offeredMethods({ provider }: Draft): readonly MethodOffer[] {
  return provider.methods.filter(({ needsGrader }) => needsGrader !== true);
}

/** What people read of a method. */
export function methodWords(id: MethodId): { readonly label: string; readonly detail: string } {
  switch (id) {
    case "supervised":
      return {
        label: vscode.l10n.t("Supervised (SFT)"),
        detail: vscode.l10n.t("From answers: each record shows what the model is to say."),
      };
    case "dpo":
      return {
        label: vscode.l10n.t("Preferences (DPO)"),
        detail: vscode.l10n.t("From pairs of answers, one better than the other."),
      };
    case "reinforcement":
      return {
        label: vscode.l10n.t("Reinforcement (RFT)"),
        detail: vscode.l10n.t("From what a grader says of the model's own answers."),
      };
  }
}

interface HyperparameterItem extends vscode.QuickPickItem {
  /** `undefined` to go on. */
  readonly offer?: HyperparameterOffer;
}

/** With which hyperparameters: as usual, or as the person says. */
export const hyperparameterStep: Step<Draft> = {
  isNeeded: (draft) => methodOf(draft).hyperparameters.length > 0,
  async ask(draft, place) {
    for (let changed = draft; ;) {
      const answer = await pick({
        title: vscode.l10n.t("Tune: with which hyperparameters?"),
        placeholder: vscode.l10n.t("Go on, or change one first"),
        place,
        items: hyperparameterItems(changed),
        isUsual: ({ offer }) => offer === undefined,
      });
      if (answer.kind !== "value") return answer;
      const { offer } = answer.value;
      if (offer === undefined) return { kind: "value", value: changed };
      const written = await writeNumber(changed, offer, { ...place, canGoBack: true });
      if (written.kind === "closed") return written;
      if (written.kind === "value") changed = written.value;
    }
  },
};

function hyperparameterItems(draft: Draft): readonly HyperparameterItem[] {
  const offers = methodOf(draft).hyperparameters;
  const isUsual = Object.keys(draft.chosen).length === 0;
  return [
    {
      label: isUsual
        ? vscode.l10n.t("$(arrow-right) Go on as usual")
        : vscode.l10n.t("$(arrow-right) Go on"),
    },
    ...offers.map((offer) => ({
      label: offer.title,
      description: valueWords(draft.chosen[offer.name], offer),
      detail: `${offer.meaning} ${rangeWords(offer)}`,
      offer,
    })),
  ];
}

function valueWords(chosen: number | undefined, { usual }: HyperparameterOffer): string {
  if (chosen !== undefined) return vscode.l10n.t("{0} (chosen by you)", chosen);
  return usual === "auto" ? vscode.l10n.t("chosen by the provider") : String(usual);
}

function rangeWords({ least, most }: HyperparameterOffer): string {
  return vscode.l10n.t("From {0} to {1}.", least, most);
}

async function writeNumber(
  draft: Draft,
  offer: HyperparameterOffer,
  place: StepPlace,
): Promise<Answer<Draft>> {
  const answer = await writeText({
    title: offer.title,
    prompt: `${offer.meaning} ${rangeWords(offer)} ${vscode.l10n.t("Leave it empty for the usual.")}`,
    place,
    value: String(draft.chosen[offer.name] ?? ""),
    problem: (text) => (text.trim() === "" ? undefined : numberProblem(Number(text), offer)),
  });
  if (answer.kind !== "value") return answer;
  const { [offer.name]: _, ...others } = draft.chosen;
  const text = answer.value.trim();
  const chosen = text === "" ? others : { ...others, [offer.name]: Number(text) };
  return { kind: "value", value: { ...draft, chosen } };
}

/** What is wrong with a number for a hyperparameter, or nothing. */
export function numberProblem(
  value: number,
  { least, most, isWhole, title }: HyperparameterOffer,
): string | undefined {
  if (value >= least && value <= most && (!isWhole || Number.isInteger(value))) return undefined;
  return isWhole
    ? vscode.l10n.t("{0} has to be a whole number from {1} to {2}.", title, least, most)
    : vscode.l10n.t("{0} has to be a number from {1} to {2}.", title, least, most);
}

const longestSuffix = 40;

/** A part of the tuned model's name. */
export const suffixStep: Step<Draft> = {
  isNeeded: () => true,
  async ask(draft, place) {
    const answer = await writeText({
      title: vscode.l10n.t("Tune: what is the model called?"),
      prompt: vscode.l10n.t(
        "A part of the tuned model's name, such as reviews. May be left empty.",
      ),
      place,
      value: draft.suffix,
      problem: suffixProblem,
    });
    if (answer.kind !== "value") return answer;
    return { kind: "value", value: { ...draft, suffix: answer.value.trim() } };
  },
};

/** What is wrong with a suffix, or nothing. */
export function suffixProblem(text: string): string | undefined {
  const suffix = text.trim();
  if (suffix === "" || (/^[A-Za-z0-9][\w-]*$/.test(suffix) && suffix.length <= longestSuffix)) {
    return undefined;
  }
  return vscode.l10n.t(
    "Up to {0} letters, digits, - and _, beginning with a letter or digit.",
    longestSuffix,
  );
}
