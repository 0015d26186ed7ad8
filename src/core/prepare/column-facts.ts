import type { Cell, OpenSource, SourceColumn } from "./source-rows.js";

/** What a column of a source holds. */
export interface ColumnFacts extends SourceColumn {
  /** Rows where it has no value. */
  readonly absent: number;
  /** Different values; at most {@link mostDistinct}, then `isMore` says that there are more. */
  readonly distinct: number;
  readonly isMore: boolean;
  /** The most frequent values, at most {@link mostShown}, the most frequent first, then as they appear. */
  readonly values: readonly { readonly text: string; readonly count: number }[];
  /** Code units of the longest value as text, and of all of them together. */
  readonly longest: number;
  readonly total: number;
  /** Whether every value that is there is a number, in whatever form: `5`, `"5"`, `5.0`. */
  readonly isNumeric: boolean;
}

export interface SourceFacts {
  /** Rows that were looked at. */
  readonly rows: number;
  /** Whether these are all rows of the source. */
  readonly isWhole: boolean;
  readonly columns: readonly ColumnFacts[];
}

export interface FactsRequest {
  readonly sources: readonly string[];
  /** Rows to look at; a large source need not be read to its end to help somebody who types. */
  readonly mostRows: number;
  readonly signal: AbortSignal;
}

const mostDistinct = 10_000;
const mostShown = 20;
/** Values are told in so many characters; longer ones that differ behind them count as one. */
const shownCharacters = 200;

/**
 * What the columns of a source hold: types, sample values, counts of different ones.
 *
 * @throws what opening the source throws
 */
export async function columnFacts(
  open: OpenSource,
  { sources, mostRows, signal }: FactsRequest,
): Promise<SourceFacts> {
  const opened = await open({ sources, where: undefined, columns: {} });
  try {
    const tallies = opened.columns.map((column) => new ColumnTally(column));
    let rows = 0;
    let isWhole = true;
    for await (const batch of opened.batches(signal)) {
      const taken = batch.slice(0, mostRows - rows);
      for (const { cells } of taken) see(tallies, cells);
      rows += taken.length;
      isWhole = taken.length === batch.length;
      if (!isWhole) break;
    }
    return { rows, isWhole, columns: tallies.map((tally) => tally.facts()) };
  } finally {
    await opened.close();
  }
}

function see(tallies: readonly ColumnTally[], cells: readonly Cell[]): void {
  tallies.forEach((tally, index) => tally.see(cells[index] ?? null));
}

class ColumnTally {
  readonly #column: SourceColumn;
  readonly #counts = new Map<string, number>();
  #absent = 0;
  #longest = 0;
  #total = 0;
  #isMore = false;
  #isNumeric = true;

  constructor(column: SourceColumn) {
    this.#column = column;
  }

  see(cell: Cell): void {
    if (cell === null) {
      this.#absent += 1;
      return;
    }
    const text = cellText(cell);
    this.#longest = Math.max(this.#longest, text.length);
    this.#total += text.length;
    this.#isNumeric &&= isNumber(text);
    this.#count(text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text);
  }

  #count(text: string): void {
    const count = this.#counts.get(text);
    if (count === undefined && this.#counts.size >= mostDistinct) this.#isMore = true;
    else this.#counts.set(text, (count ?? 0) + 1);
  }

  facts(): ColumnFacts {
    const values = [...this.#counts].map(([text, count]) => ({ text, count }));
    return {
      ...this.#column,
      absent: this.#absent,
      distinct: this.#counts.size,
      isMore: this.#isMore,
      values: values.sort((a, b) => b.count - a.count).slice(0, mostShown),
      longest: this.#longest,
      total: this.#total,
      isNumeric: this.#isNumeric && this.#counts.size > 0,
    };
  }
}

function isNumber(text: string): boolean {
  return /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(text);
}

function cellText(cell: Cell): string {
  if (typeof cell !== "object") return String(cell);
  return JSON.stringify(cell, (_name, value: unknown) =>
    typeof value === "bigint" ? String(value) : value,
  );
}
