/** How many tokens a dataset has. */
export interface TokenStatistics {
  readonly records: number;
  readonly total: number;
  /** Those that a model learns to write. */
  readonly trained: number;
  /** The fewest and the most tokens of a record, the middle one, and what 95 of 100 do not exceed. */
  readonly least: number;
  readonly median: number;
  readonly p95: number;
  readonly most: number;
  /** The line (from 0) of the longest record; `undefined` where there is none. */
  readonly longestLine: number | undefined;
  readonly overLimit: number;
  /** Whether pictures or functions are among them, which can only be estimated. */
  readonly isEstimate: boolean;
}

/** What is counted of one record. */
export interface CountedRecord {
  readonly total: number;
  readonly trained: number;
  readonly isEstimate: boolean;
}

/**
 * Adds up the tokens of records. A class because it keeps, of millions of records, how often each
 * number of tokens has come.
 */
export class TokenTally {
  readonly #limit: number | undefined;
  readonly #counts = new Map<number, number>();
  #records = 0;
  #total = 0;
  #trained = 0;
  #most = 0;
  #longestLine: number | undefined;
  #overLimit = 0;
  #isEstimate = false;

  constructor(limit: number | undefined) {
    this.#limit = limit;
  }

  add({ total, trained, isEstimate }: CountedRecord, line: number): void {
    this.#records += 1;
    this.#total += total;
    this.#trained += trained;
    this.#isEstimate ||= isEstimate;
    this.#counts.set(total, (this.#counts.get(total) ?? 0) + 1);
    if (this.#limit !== undefined && total > this.#limit) this.#overLimit += 1;
    if (this.#longestLine !== undefined && total <= this.#most) return;
    this.#most = total;
    this.#longestLine = line;
  }

  get statistics(): TokenStatistics {
    const inOrder = [...this.#counts].sort(([a], [b]) => a - b);
    return {
      records: this.#records,
      total: this.#total,
      trained: this.#trained,
      least: inOrder[0]?.[0] ?? 0,
      median: this.#quantile(inOrder, 0.5),
      p95: this.#quantile(inOrder, 0.95),
      most: this.#most,
      longestLine: this.#longestLine,
      overLimit: this.#overLimit,
      isEstimate: this.#isEstimate,
    };
  }

  /** The least number that this share of the records does not exceed (nearest rank). */
  #quantile(inOrder: readonly (readonly [tokens: number, count: number])[], share: number): number {
    const rank = Math.ceil(this.#records * share);
    let seen = 0;
    for (const [tokens, count] of inOrder) {
      seen += count;
      if (seen >= rank) return tokens;
    }
    return 0;
  }
}
