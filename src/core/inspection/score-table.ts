import { byteColumn, offsetColumn, wordColumn } from "../dataset/growing-column.js";
import type { ScoreFact, ScoreOrder } from "./score-fact.js";
import { isWrong, surpriseOf } from "./score-fact.js";

/** Which records are of interest. */
export interface ScoreFilter {
  /** In nats for each token: from the first up to, and not with, the second. */
  readonly surprise: readonly [least: number, below: number] | null;
  /** The label that records have, or that the model would give them. */
  readonly label: string | null;
  readonly onlyWrong: boolean;
}

/** How many records there are in each part of what surprise there is. */
export interface SurpriseHistogram {
  /** The first part begins at 0; each is so wide, in nats for each token. The last has all above, too. */
  readonly width: number;
  readonly counts: readonly number[];
}

/** In a margin's place where it is not known. */
const unknownMargin = 2;
const wrongFlag = 1;
const boundFlag = 2;

/**
 * What has to be known of each scored record to sort, filter and find it again: some 36 bytes, so that
 * a million of them are no matter. The rest lies where `offset` says.
 */
export class ScoreTable {
  readonly #lines = wordColumn();
  readonly #offsets = offsetColumn();
  readonly #surprise = offsetColumn();
  readonly #margins = offsetColumn();
  readonly #expected = wordColumn();
  readonly #predicted = wordColumn();
  readonly #flags = byteColumn();
  readonly #labels = new Map<string, number>();
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** The labels that records have or the model would give, in the order in which they came. */
  get labels(): readonly string[] {
    return [...this.#labels.keys()];
  }

  /** Takes in a record; `offset` is where its fact lies. */
  add(fact: ScoreFact, offset: number): void {
    const row = this.#length;
    const wrong = isWrong(fact) ? wrongFlag : 0;
    const bound = fact.logprob === null ? boundFlag : 0;
    this.#lines.set(row, fact.line);
    this.#offsets.set(row, offset);
    this.#surprise.set(row, surpriseOf(fact));
    this.#margins.set(row, fact.margin ?? unknownMargin);
    // From 1: 0 stands for none.
    this.#expected.set(row, fact.predicted === null ? 0 : this.#labelNumber(fact.expected));
    this.#predicted.set(row, fact.predicted === null ? 0 : this.#labelNumber(fact.predicted));
    this.#flags.set(row, wrong + bound);
    this.#length += 1;
  }

  line(row: number): number {
    return this.#lines.get(row);
  }

  offset(row: number): number {
    return this.#offsets.get(row);
  }

  /** The rows that a filter lets through, the most striking first; ties in the order of the file. */
  rows(order: ScoreOrder | "line", filter?: ScoreFilter): Uint32Array {
    const passes = filter === undefined ? () => true : this.#filtering(filter);
    const rows = new Uint32Array(this.#length);
    let count = 0;
    for (let row = 0; row < this.#length; row += 1) {
      if (!passes(row)) continue;
      rows[count] = row;
      count += 1;
    }
    const key = this.#keyFor(order);
    return rows.slice(0, count).sort((a, b) => key(a) - key(b) || this.line(a) - this.line(b));
  }

  /** In so many parts at most, from 0 to the largest surprise of which more than a bound is known. */
  histogram(mostParts: number): SurpriseHistogram {
    let most = 0;
    for (let row = 0; row < this.#length; row += 1) {
      const isBound = (this.#flags.get(row) & boundFlag) !== 0;
      if (!isBound) most = Math.max(most, this.#surprise.get(row));
    }
    const width = roundWidth(most / mostParts);
    const parts = Math.min(mostParts, Math.floor(most / width) + 1);
    const counts = Array.from({ length: parts }, () => 0);
    for (let row = 0; row < this.#length; row += 1) {
      const part = Math.min(parts - 1, Math.floor(this.#surprise.get(row) / width));
      counts[part] = (counts[part] ?? 0) + 1;
    }
    return { width, counts };
  }

  #filtering({ surprise, label, onlyWrong }: ScoreFilter): (row: number) => boolean {
    const number = label === null ? undefined : (this.#labels.get(label) ?? -1);
    return (row) => {
      if (onlyWrong && (this.#flags.get(row) & wrongFlag) === 0) return false;
      const value = this.#surprise.get(row);
      if (surprise !== null && (value < surprise[0] || value >= surprise[1])) return false;
      if (number === undefined) return true;
      return this.#expected.get(row) === number || this.#predicted.get(row) === number;
    };
  }

  #keyFor(order: ScoreOrder | "line"): (row: number) => number {
    switch (order) {
      case "surprise":
        return (row) => -this.#surprise.get(row);
      /** How undecided the model is between the record's label and another. */
      case "margin":
        return (row) => Math.abs(this.#margins.get(row));
      /** How sure the model is of another label than the record's. */
      case "wrongness":
        return (row) => this.#margins.get(row);
      case "line":
        return (row) => this.line(row);
    }
  }

  #labelNumber(label: string): number {
    const known = this.#labels.get(label);
    if (known !== undefined) return known;
    const number = this.#labels.size + 1;
    this.#labels.set(label, number);
    return number;
  }
}

/** The next of 1, 2, 5 times a power of ten, so that the parts have names that can be read. */
function roundWidth(width: number): number {
  if (width <= 0) return 0.001;
  const power = 10 ** Math.floor(Math.log10(width));
  const step = [1, 2, 5, 10].find((one) => one * power >= width) ?? 10;
  return step * power;
}
