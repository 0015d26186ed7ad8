import type { TextFacts } from "./record-facts.js";

/** A dataset with more distinct completions than that is not one of labels. */
export const mostLabels = 1_000;
/** In bytes: what is longer is no label. The kernel's `trimmed.ts` draws the same line. */
export const longestLabel = 64;
/** Completions are labels where there are at least so many, and each stands for so many on average. */
const fewestCompletions = 6;
const leastRepeats = 3;
/** One in so many may be too long to be a label. */
const longOnesAllowed = 50;

/** How many completions have each text. Completions can be added, removed and merged. */
export class LabelTally {
  #total = 0;
  #long = 0;
  /** Completions that found no room any more. */
  #overflow = 0;
  /** How many completions have each hash. */
  readonly #classes = new Map<number, { count: number }>();

  add(facts: TextFacts): void {
    if (!facts.isThere) return;
    this.#total += 1;
    if (facts.length > longestLabel) this.#long += 1;
    else this.#addTo(facts.hashLow, 1);
  }

  remove(facts: TextFacts): void {
    if (!facts.isThere) return;
    this.#total -= 1;
    if (facts.length > longestLabel) {
      this.#long -= 1;
      return;
    }
    const found = this.#classes.get(facts.hashLow);
    if (found === undefined) {
      this.#overflow -= 1;
      return;
    }
    found.count -= 1;
    if (found.count === 0) this.#classes.delete(facts.hashLow);
  }

  merge(other: LabelTally): void {
    this.#total += other.#total;
    this.#long += other.#long;
    this.#overflow += other.#overflow;
    for (const [hash, { count }] of other.#classes) this.#addTo(hash, count);
  }

  /** Whether completions were left out for which there would be room now: count from the start. */
  get isStale(): boolean {
    return this.#overflow > 0 && this.#classes.size < mostLabels;
  }

  /**
   * Whether completions take few distinct values: at least two, each three times on average (the
   * old official tool took the same share for classification).
   */
  get isOfLabels(): boolean {
    const distinct = this.#classes.size;
    if (this.#overflow > 0 || this.#total < fewestCompletions || distinct < 2) return false;
    return distinct * leastRepeats <= this.#total && this.#long * longOnesAllowed <= this.#total;
  }

  #addTo(hash: number, count: number): void {
    const found = this.#classes.get(hash);
    if (found !== undefined) found.count += count;
    else if (this.#classes.size === mostLabels) this.#overflow += count;
    else this.#classes.set(hash, { count });
  }
}
