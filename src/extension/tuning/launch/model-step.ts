import * as vscode from "vscode";
import type { OfferedModel, Provider } from "../../../tuning/provider.js";
import { shutdownOf } from "../../../tuning/model-shutdowns.js";
import { priceOf } from "../../../tuning/prices.js";
import type { Connections } from "../connections.js";
import { priceTable } from "../provider-settings.js";
import { money } from "../run-words.js";
import type { KnownRun } from "../runs-service.js";
import type { Draft } from "./draft.js";
import { pick, writeText, type Answer, type Step, type StepPlace } from "./steps.js";

interface ModelItem extends vscode.QuickPickItem {
  /** `undefined` for a name that the person writes. */
  readonly model?: string;
}

/** What models are offered from. */
export interface ModelSources {
  readonly connections: Connections;
  readonly runs: () => readonly KnownRun[];
  /** The day, as `YYYY-MM-DD`. */
  readonly today: () => string;
}

/** Which model to start from: a base model, or one that was tuned before. */
export function modelStep(sources: ModelSources): Step<Draft> {
  return {
    isNeeded: ({ provider }) =>
      provider.onlyModel === undefined || earlierModels(provider, sources).length > 0,
    async ask(draft, place) {
      const answer = await pick({
        title: vscode.l10n.t("Tune: which model to start from?"),
        placeholder: vscode.l10n.t(
          "A base model, or one that was tuned before and is to learn more",
        ),
        place,
        items: modelItems(draft.provider, sources),
        isUsual: ({ model }) => model === draft.model,
      });
      if (answer.kind !== "value") return answer;
      const { model } = answer.value;
      if (model !== undefined) return { kind: "value", value: { ...draft, model } };
      return named(draft, await writeModel(draft, place));
    },
  };
}

function named(draft: Draft, answer: Answer<string>): Answer<Draft> {
  if (answer.kind !== "value") return answer;
  return { kind: "value", value: { ...draft, model: answer.value.trim() } };
}

function writeModel({ model, provider }: Draft, place: StepPlace): Promise<Answer<string>> {
  return writeText({
    title: vscode.l10n.t("Tune: which model to start from?"),
    prompt: vscode.l10n.t("The name that {0} gives it", provider.title),
    place,
    value: model,
    problem: (text) => (text.trim() === "" ? vscode.l10n.t("Name a model.") : undefined),
  });
}

/** The models that came out of runs here, the newest first. */
function earlierModels(provider: Provider, { runs }: ModelSources): readonly string[] {
  if (!provider.canContinue) return [];
  const models = runs()
    .filter(({ run }) => run.provider === provider.id && run.status === "succeeded")
    .flatMap(({ run }) => run.model ?? []);
  return [...new Set(models)];
}

async function modelItems(
  provider: Provider,
  sources: ModelSources,
): Promise<readonly ModelItem[]> {
  const earlier = earlierModels(provider, sources);
  const offered = await offeredModels(provider, sources);
  const isKnown = ({ id }: OfferedModel): boolean =>
    id === provider.onlyModel || priceOf(provider.id, id, priceTable()) !== undefined;
  const bases = offered.filter(({ isTuned }) => !isTuned);
  const tuned = [
    ...earlier.map((id): OfferedModel => ({ id, isTuned: true })),
    ...offered.filter(
      ({ id, isTuned }) => isTuned && provider.canContinue && !earlier.includes(id),
    ),
  ];
  const rows = (models: readonly OfferedModel[]): readonly ModelItem[] =>
    models.map((model) => modelItem(model, provider, sources.today()));
  return [
    ...rows(bases.filter(isKnown)),
    ...headed(vscode.l10n.t("tuned before"), rows(tuned)),
    ...headed(
      vscode.l10n.t("what else the service has"),
      rows(bases.filter((model) => !isKnown(model))),
    ),
    ...(provider.onlyModel === undefined ? [{ label: vscode.l10n.t("Another model…") }] : []),
  ];
}

async function offeredModels(
  provider: Provider,
  { connections }: ModelSources,
): Promise<readonly OfferedModel[]> {
  if (provider.onlyModel !== undefined) return [{ id: provider.onlyModel, isTuned: false }];
  return (await connections.client(provider)).models();
}

function headed(label: string, items: readonly ModelItem[]): readonly ModelItem[] {
  if (items.length === 0) return [];
  return [{ label, kind: vscode.QuickPickItemKind.Separator }, ...items];
}

function modelItem(model: OfferedModel, provider: Provider, today: string): ModelItem {
  const price = priceOf(provider.id, model.id, priceTable());
  const cost =
    price &&
    vscode.l10n.t(
      "{0} per million tokens ({1})",
      money(price.perMillionTokens, price.currency),
      price.of,
    );
  const end = shutdownWords(provider, model, today);
  return {
    label: model.id,
    model: model.id,
    ...(cost !== undefined && { description: cost }),
    ...(end !== undefined && { detail: `$(warning) ${end}` }),
  };
}

/** When a model ends, in words; nothing where nobody has said. */
export function shutdownWords(
  provider: Provider,
  model: OfferedModel,
  today: string,
): string | undefined {
  const { training, serving } = shutdownOf(provider.id, model);
  const parts = [
    training === undefined || training > today
      ? undefined
      : vscode.l10n.t("No new jobs since {0}.", training),
    training === undefined || training <= today
      ? undefined
      : vscode.l10n.t("No new jobs from {0}.", training),
    serving === undefined
      ? undefined
      : vscode.l10n.t("It and what is tuned from it shuts down on {0}.", serving),
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(" ");
}
