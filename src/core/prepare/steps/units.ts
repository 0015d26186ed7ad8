import { wordColumn } from "../../dataset/growing-column.js";

/**
 * Numbers of what has to stay together: records that share one of some keys, directly or through
 * others (union-find).
 */
export class Units {
  readonly #parents: Uint32Array<ArrayBuffer>;

  constructor(records: number) {
    this.#parents = Uint32Array.from({ length: records }, (_, index) => index);
  }

  /** Has records with equal keys stay together: numbers from 0; those below are none. */
  join(keys: Int32Array<ArrayBuffer>): void {
    // The first record of each key, plus 1.
    const firsts = wordColumn();
    keys.forEach((key, record) => {
      if (key < 0) return;
      const first = firsts.get(key) - 1;
      if (first < 0) firsts.set(key, record + 1);
      else this.#parents[this.#root(record)] = this.#root(first);
    });
  }

  /** Of each record the number of its unit, from 0 in the order of their first records. */
  numbers(): Uint32Array<ArrayBuffer> {
    const numbers = new Uint32Array(this.#parents.length);
    let units = 0;
    return Uint32Array.from(this.#parents, (_, record) => {
      const root = this.#root(record);
      const known = numbers[root] ?? 0;
      if (known > 0) return known - 1;
      units += 1;
      numbers[root] = units;
      return units - 1;
    });
  }

  #root(record: number): number {
    let root = record;
    while (this.#parents[root] !== root) root = this.#parents[root] ?? root;
    // Shorter ways for the next who asks.
    for (let at = record; at !== root;) {
      const next = this.#parents[at] ?? root;
      this.#parents[at] = root;
      at = next;
    }
    return root;
  }
}
