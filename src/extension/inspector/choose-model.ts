import * as vscode from "vscode";
import type { Provider } from "../../tuning/provider.js";
import { ProviderError } from "../../tuning/provider-error.js";
import type { ModelName } from "../../protocol/inspector-page.js";
import type { Connections } from "../tuning/connections.js";
import { providerItems } from "../tuning/launch/provider-step.js";
import { splitUri } from "../tuning/run-places.js";
import type { KnownRun } from "../tuning/runs-service.js";

/** What models are chosen from. */
export interface ModelChoices {
  readonly connections: Connections;
  readonly signIn: (provider: Provider) => Promise<boolean>;
  readonly runs: () => readonly KnownRun[];
}

/** Has the person choose a provider, then one of its models. `undefined` where they do not. */
export async function chooseModel(
  choices: ModelChoices,
  title: string,
): Promise<ModelName | undefined> {
  const { connections, signIn } = choices;
  const picked = await vscode.window.showQuickPick(providerItems(connections), {
    title,
    placeHolder: vscode.l10n.t("With the local engine nothing leaves this machine"),
  });
  if (picked === undefined) return undefined;
  const { provider } = picked;
  if (!(await connections.isReady(provider)) && !(await signIn(provider))) return undefined;
  return chooseAmong(provider, await modelsOf(provider, choices), title);
}

/** The newest model of this machine that was tuned with a dataset: asking it is free. */
export function ownModel(runs: readonly KnownRun[], dataset: vscode.Uri): ModelName | undefined {
  return ownModels(runs, dataset)[0];
}

/** The model to ask of a dataset where another, of this machine, was asked of the last one. */
export function modelInPlaceOf(
  asked: ModelName,
  runs: readonly KnownRun[],
  dataset: vscode.Uri,
): ModelName {
  const own = ownModels(runs, dataset);
  return own.some(({ model }) => model === asked.model) ? asked : (own[0] ?? asked);
}

/** The newest first. */
function ownModels(runs: readonly KnownRun[], dataset: vscode.Uri): readonly ModelName[] {
  return runs.flatMap(({ run: { provider, model, files }, place }) => {
    if (provider !== "local" || model === null) return [];
    const isOwn = splitUri(place, files.training.path).toString() === dataset.toString();
    return isOwn ? [{ provider, model }] : [];
  });
}

interface ModelItem extends vscode.QuickPickItem {
  /** `undefined` for a name that the person writes. */
  readonly model?: string;
}

/** The tuned ones first: it is they that people want to look into. */
async function modelsOf(
  provider: Provider,
  { connections, runs }: ModelChoices,
): Promise<readonly ModelItem[]> {
  const ofRuns = runs()
    .filter(({ run }) => run.provider === provider.id)
    .flatMap(({ run }) => run.model ?? []);
  const offered = await offeredModels(provider, connections);
  const tuned = offered.filter(({ isTuned }) => isTuned).map(({ id }) => id);
  const bases = offered.filter(({ isTuned }) => !isTuned).map(({ id }) => id);
  const isLocal = provider.endpoint.kind === "here";
  // The local engine's base model has learned nothing, so it says nothing.
  const names = [...new Set([...ofRuns, ...tuned, ...(isLocal ? [] : bases)])];
  const detail = vscode.l10n.t("tuned");
  const items = names.map((model): ModelItem => {
    const isBase = bases.includes(model) && !ofRuns.includes(model);
    return { label: model, model, ...(!isBase && { description: detail }) };
  });
  return isLocal ? items : [...items, { label: vscode.l10n.t("Another model…") }];
}

async function offeredModels(
  provider: Provider,
  connections: Connections,
): Promise<readonly { readonly id: string; readonly isTuned: boolean }[]> {
  try {
    return await (await connections.client(provider)).models();
  } catch (error) {
    // Servers of one's own may have no list; a model can be named all the same.
    if (error instanceof ProviderError && error.trouble.kind === "refused") return [];
    throw error;
  }
}

async function chooseAmong(
  provider: Provider,
  items: readonly ModelItem[],
  title: string,
): Promise<ModelName | undefined> {
  if (items.length === 0) {
    throw new Error(
      vscode.l10n.t(
        "No model was tuned here yet. Tune one first; it takes seconds and no account.",
      ),
    );
  }
  const picked = await vscode.window.showQuickPick(items, { title });
  if (picked === undefined) return undefined;
  const model =
    picked.model ??
    (await vscode.window.showInputBox({
      title,
      prompt: vscode.l10n.t("The name that {0} gives it", provider.title),
    }));
  const name = model?.trim() ?? "";
  return name === "" ? undefined : { provider: provider.id, model: name };
}
