import type { LocalEngine } from "./local/engine/local-engine.js";
import type { Connection } from "./provider.js";

/** Nobody is asked there: the engine's own `fetch` answers. */
export const localAddress = "http://local-engine.invalid/v1";

/** Reaches the local engine without leaving the process. */
export function localConnection({ fetch }: Pick<LocalEngine, "fetch">): Connection {
  return { url: localAddress, key: "local", fetch };
}
