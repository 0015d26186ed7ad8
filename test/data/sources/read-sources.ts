import type { Cell, SourceProblem, SourceRequest } from "../../../src/core/prepare/source-rows.js";
import { openSources } from "../../../src/data/sources/open-sources.js";
import type { SourceHost } from "../../../src/data/sources/source-host.js";

export interface ReadRows {
  readonly columns: readonly string[];
  readonly types: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  readonly numbers: readonly number[];
  readonly read: number;
  readonly problems: readonly SourceProblem[];
}

/** A host that reaches nothing. */
export function offlineHost(changed: Partial<SourceHost> = {}): SourceHost {
  return {
    mayReach: () => Promise.resolve(false),
    fetch: () => Promise.reject(new Error("nothing may be fetched")),
    environment: {},
    onProgress: () => undefined,
    signal: new AbortController().signal,
    mostDownloadBytes: 1e6,
    ...changed,
  };
}

/** Reads sources to their end. */
export async function readSources(
  sources: readonly string[],
  request: Partial<SourceRequest> = {},
  host: SourceHost = offlineHost(),
): Promise<ReadRows> {
  const opened = await openSources(host)({ sources, where: undefined, columns: {}, ...request });
  try {
    const rows: (readonly Cell[])[] = [];
    const numbers: number[] = [];
    for await (const batch of opened.batches(host.signal)) {
      rows.push(...batch.map(({ cells }) => cells));
      numbers.push(...batch.map(({ number }) => number));
    }
    return {
      columns: opened.columns.map(({ name }) => name),
      types: opened.columns.map(({ type }) => type),
      rows,
      numbers,
      ...opened.report(),
    };
  } finally {
    await opened.close();
  }
}

/** Problems as one line each. */
export function told({ problems }: Pick<ReadRows, "problems">): readonly string[] {
  return problems.map(({ row, severity, message }) => `${severity} ${row ?? "-"}: ${message}`);
}
