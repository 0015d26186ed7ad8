import type { Aggregate } from "./aggregate.js";
import { wordColumn } from "./growing-column.js";

/** How many different completions a dataset has: four bytes for each record. */
export class DistinctCompletions {
  /** A hash of each record's completion; 0 where it has none. */
  readonly #hashes: ReturnType<typeof wordColumn>;
  #end = 0;

  constructor(expected: number) {
    this.#hashes = wordColumn(expected);
  }

  /** A hash of 0 is none. */
  set(ref: number, hash: number): void {
    this.#hashes.set(ref, hash);
    this.#end = Math.max(this.#end, ref + 1);
  }

  merge(other: DistinctCompletions, refOffset: number): void {
    for (let ref = 0; ref < other.#end; ref += 1) {
      this.set(ref + refOffset, other.#hashes.get(ref));
    }
  }

  /** How many records have a completion, and how many of these differ. */
  count(): { readonly records: number; readonly different: number } {
    const different = new Set<number>();
    let records = 0;
    for (let ref = 0; ref < this.#end; ref += 1) {
      const hash = this.#hashes.get(ref);
      if (hash === 0) continue;
      records += 1;
      different.add(hash);
    }
    return { records, different: different.size };
  }
}

/** How many different completions a dataset has. */
export const distinctCompletions: Aggregate<DistinctCompletions> = {
  empty: (expected) => new DistinctCompletions(expected),
  add: (state, ref, { completion }) =>
    state.set(ref, completion.isThere ? completion.hashLow >>> 0 || 1 : 0),
  remove: (state, ref) => state.set(ref, 0),
  merge: (state, other, refOffset) => state.merge(other, refOffset),
};
