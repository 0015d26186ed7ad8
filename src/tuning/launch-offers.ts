import type { LaunchModel, LaunchOffers, LaunchProvider } from "../core/launch/launch-offers.js";
import { targetById } from "../core/targets/index.js";
import { modelShutdowns, shutdownOf } from "./model-shutdowns.js";
import type { PriceTable } from "./prices.js";
import { priceOf } from "./prices.js";
import type { Provider, ProviderId } from "./provider.js";
import { reasoningEfforts } from "./provider.js";
import { providers } from "./providers/index.js";

/**
 * Whole names of models that can be tuned, to choose from without asking the service. State:
 * 2026-11-22. OpenAI: developers.openai.com/api/docs/deprecations. Azure: MicrosoftDocs azure-ai-docs,
 * models for fine-tuning.
 */
const modelNames: Readonly<Partial<Record<ProviderId, readonly string[]>>> = {
  openai: [
    "gpt-4.1-mini-2025-04-14",
    "gpt-4.1-2025-04-14",
    "gpt-4o-mini-2024-07-18",
    "gpt-4o-2024-08-06",
  ],
  azure: [
    "gpt-4.1-mini-2025-04-14",
    "gpt-4.1-2025-04-14",
    "gpt-4.1-nano-2025-04-14",
    "gpt-4o-mini-2024-07-18",
    "gpt-4o-2024-08-06",
    "o4-mini-2025-04-16",
  ],
};

/** Those who tune no models but those of the tables: OpenAI takes none in any more. */
const withAllModels: ReadonlySet<ProviderId> = new Set<ProviderId>(["openai"]);

/** What launch files may choose, with prices as a person or a table has them. */
export function launchOffers(prices: PriceTable): LaunchOffers {
  return { providers: providers.map((provider) => offered(provider, prices)), reasoningEfforts };
}

function offered(provider: Provider, prices: PriceTable): LaunchProvider {
  const { id, title, description, methods, refusedMethods, onlyModel, canContinue } = provider;
  const { mayChooseTarget, target, endpoint } = provider;
  const closing = endpoint.kind === "here" ? undefined : targetById(target)?.closing;
  return {
    id,
    title,
    description,
    methods,
    refusedMethods: refusedMethods ?? {},
    onlyModel: onlyModel ?? null,
    canContinue,
    mayChooseTarget: mayChooseTarget === true,
    closingOn: closing?.on ?? null,
    models: modelsOf(id, prices),
    modelNames: onlyModel === undefined ? (modelNames[id] ?? []) : [onlyModel],
    hasAllModels: withAllModels.has(id),
  };
}

/** Every beginning of a name that a table says something of, with all that is said of it. */
function modelsOf(provider: ProviderId, prices: PriceTable): readonly LaunchModel[] {
  const priced = Object.keys(prices)
    .filter((name) => name.startsWith(`${provider}/`))
    .map((name) => name.slice(provider.length + 1));
  const names = new Set([
    ...(modelNames[provider] ?? []),
    ...modelShutdowns.filter((row) => row.provider === provider).map(({ prefix }) => prefix),
    ...priced,
  ]);
  return [...names].map((name) => {
    const price = priceOf(provider, name, prices);
    return {
      name,
      ...shutdownOf(provider, { id: name, isTuned: false }),
      ...(price !== undefined && { price }),
    };
  });
}
