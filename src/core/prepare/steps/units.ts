/**
 * Numbers of what has to stay together: records that share one of some keys, directly or through
 * others (union-find).
 */
export class Units {
  readonly #parents: Uint32Array<ArrayBuffer>;

  constructor(records: number) {
    this.#parents = Uint32Array.from({ length: records }, (_, index) => index);
  }

  /** Has records with equal keys stay together; keys below 0 are none. */
  join(keys: Int32Array<ArrayBuffer>): void {
    const firsts = new Map<number, number>();
    keys.forEach((key, record) => {
      if (key < 0) return;
      const first = firsts.get(key);
      if (first === undefined) firsts.set(key, record);
      else this.#parents[this.#root(record)] = this.#root(first);
    });
  }

  /** Of each record the number of its unit, from 0 in the order of their first records. */
  numbers(): Uint32Array<ArrayBuffer> {
    const numbers = new Map<number, number>();
    return Uint32Array.from(this.#parents, (_, record) => {
      const root = this.#root(record);
      const known = numbers.get(root) ?? numbers.size;
      numbers.set(root, known);
      return known;
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
