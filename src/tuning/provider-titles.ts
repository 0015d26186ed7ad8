import type { ProviderId } from "./provider.js";

/** The names that people read, for who shows runs and has no use for the rest of a provider. */
export const providerTitles: Readonly<Record<ProviderId, string>> = {
  local: "Local engine",
  openai: "OpenAI",
  azure: "Azure OpenAI",
  nebius: "Nebius Token Factory",
  compatible: "OpenAI-compatible service",
};

/** The name of a provider; of one that is not known its id. */
export function providerTitle(id: string): string {
  return new Map<string, string>(Object.entries(providerTitles)).get(id) ?? id;
}
