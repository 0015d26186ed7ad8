import { statSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import type {
  Cell,
  OpenSource,
  SourceProblem,
  SourceRequest,
  SourceRow,
  SourceRows,
} from "../core/prepare/source-rows.js";
import { sourceFiles } from "../data/sources/source-files.js";

/** Rows beyond these are not read while a person writes a recipe. */
const mostRows = 100_000;
/** UTF-16 units of all cells together. */
const mostUnits = 32_000_000;

const batchRows = 2048;

/** The first rows of a recipe's sources, in memory. */
export interface SourceSample {
  readonly rows: SourceRows;
  /** Whether these are all rows. */
  readonly isWhole: boolean;
}

/** Reads the first rows of sources, and keeps those it read last for as long as the files are the same. */
export class SourceSamples {
  readonly #open: OpenSource;
  #last: { readonly key: string; readonly sample: SourceSample } | undefined;

  constructor(open: OpenSource) {
    this.#open = open;
  }

  /** Throws what opening the sources throws, and the signal's reason. */
  async read(request: SourceRequest, signal: AbortSignal): Promise<SourceSample> {
    const key = keyOf(request);
    if (this.#last?.key === key) return this.#last.sample;
    const opened = await this.#open(request);
    try {
      signal.throwIfAborted();
      const sample = await taken(opened, signal);
      this.#last = { key, sample };
      return sample;
    } finally {
      await opened.close();
    }
  }

  /** What was read last for a request, where its files may have changed since. */
  known(request: SourceRequest): SourceSample | undefined {
    const wanted = JSON.stringify(request);
    return this.#last?.key.startsWith(`${wanted} `) === true ? this.#last.sample : undefined;
  }
}

/** What has to be the same for the rows to be the same. */
function keyOf(request: SourceRequest): string {
  const stamps = sourceFiles(request.sources).map((file) => {
    if (file.kind === "address") return file.address;
    const { size, mtimeMs } = statSync(file.location);
    return `${file.location} ${size} ${mtimeMs}`;
  });
  return `${JSON.stringify(request)} ${JSON.stringify(stamps)}`;
}

async function taken(opened: SourceRows, signal: AbortSignal): Promise<SourceSample> {
  const rows: SourceRow[] = [];
  let units = 0;
  let isWhole = true;
  for await (const batch of opened.batches(signal)) {
    signal.throwIfAborted();
    for (const row of batch) {
      isWhole = rows.length < mostRows && units < mostUnits;
      if (!isWhole) break;
      rows.push(row);
      units += row.cells.reduce<number>((sum, cell) => sum + sizeOf(cell), 0);
    }
    if (!isWhole) break;
    // Whoever types is answered in between.
    await setImmediate();
  }
  const { read, problems } = opened.report();
  const report = { read: isWhole ? read : rows.length, problems };
  return { rows: rowsOf(opened.columns, rows, report), isWhole };
}

function sizeOf(cell: Cell): number {
  if (typeof cell === "string") return cell.length;
  return typeof cell === "object" && cell !== null ? Object.keys(cell).length * 32 : 8;
}

function rowsOf(
  columns: SourceRows["columns"],
  rows: readonly SourceRow[],
  report: { readonly read: number; readonly problems: readonly SourceProblem[] },
): SourceRows {
  return {
    columns,
    async *batches(signal) {
      for (let from = 0; from < rows.length; from += batchRows) {
        signal.throwIfAborted();
        yield rows.slice(from, from + batchRows);
        await setImmediate();
      }
    },
    report: () => report,
    close: () => Promise.resolve(),
  };
}
