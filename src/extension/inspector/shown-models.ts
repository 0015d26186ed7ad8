import type { ModelName, ShownModel } from "../../protocol/inspector-page.js";
import { findProvider } from "../../tuning/providers/index.js";
import { addressIfAny } from "../tuning/provider-settings.js";

/** A model that is remembered or named, as the page shows it; `undefined` for providers nobody knows. */
export function shownModel({ provider: id, model }: ModelName): ShownModel | undefined {
  const provider = findProvider(id);
  if (provider === undefined) return undefined;
  const address = provider.endpoint.kind === "here" ? undefined : addressIfAny(provider);
  return {
    provider: provider.id,
    providerTitle: provider.title,
    model,
    host: provider.endpoint.kind === "here" ? null : hostOf(address),
  };
}

/** The same of several. */
export function shownModels(names: readonly ModelName[]): readonly ShownModel[] {
  return names.flatMap((name) => shownModel(name) ?? []);
}

/** The names that are remembered. */
export function namesOf(models: readonly ShownModel[]): readonly ModelName[] {
  return models.map(({ provider, model }) => ({ provider, model }));
}

/** Whether two are one model at one provider. */
export function isSameModel(one: ShownModel, other: ShownModel): boolean {
  return one.provider === other.provider && one.model === other.model;
}

function hostOf(address: string | undefined): string {
  return address === undefined ? "" : new URL(address).host;
}
