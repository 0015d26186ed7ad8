import type { Provider, ProviderId } from "../provider.js";
import { azure } from "./azure.js";
import { compatible } from "./compatible.js";
import { local } from "./local.js";
import { nebius } from "./nebius.js";
import { openai } from "./openai.js";

/** Every provider, in the order in which they are offered. */
export const providers: readonly Provider[] = [local, openai, azure, nebius, compatible];

/** The provider of an id, or `undefined` where there is none. */
export function findProvider(id: string): Provider | undefined {
  return providers.find((provider) => provider.id === (id as ProviderId));
}
