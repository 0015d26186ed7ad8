import type { OpenSource } from "../core/prepare/source-rows.js";
import { openSources } from "../data/sources/open-sources.js";

/** More than a table that anybody tunes on. */
const mostDownloadBytes = 64 * 2 ** 30;

/** Opens sources; hosts of addresses are reached only where `mayReach` says so. */
export function reachedSources({
  mayReach,
  signal = new AbortController().signal,
}: {
  readonly mayReach: (host: string) => Promise<boolean>;
  readonly signal?: AbortSignal;
}): OpenSource {
  return openSources({
    mayReach: ({ host }) => mayReach(host),
    fetch,
    environment: process.env,
    onProgress: () => undefined,
    signal,
    mostDownloadBytes,
  });
}
