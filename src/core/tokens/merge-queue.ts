/** Above any place in a piece of text. */
const places = 2 ** 32;

/** Pairs of tokens that may be merged, the one with the lowest rank first, of equal ones the leftmost. */
export class MergeQueue {
  /** A binary heap of rank and place in one number. */
  readonly #heap: number[] = [];

  add(rank: number, at: number): void {
    const key = rank * places + at;
    let index = this.#heap.length;
    while (index > 0) {
      const parent = (index - 1) >>> 1;
      const above = this.#key(parent);
      if (above <= key) break;
      this.#heap[index] = above;
      index = parent;
    }
    this.#heap[index] = key;
  }

  /** Takes the first pair out; `undefined` where there is none. */
  take(): { readonly rank: number; readonly at: number } | undefined {
    const first = this.#heap[0];
    const last = this.#heap.pop();
    if (first === undefined || last === undefined) return undefined;
    if (this.#heap.length > 0) this.#sink(last);
    return { rank: Math.floor(first / places), at: first % places };
  }

  #sink(key: number): void {
    const { length } = this.#heap;
    let index = 0;
    for (let child = 1; child < length; child = 2 * index + 1) {
      const least = this.#key(child + 1) < this.#key(child) ? child + 1 : child;
      if (this.#key(least) >= key) break;
      this.#heap[index] = this.#key(least);
      index = least;
    }
    this.#heap[index] = key;
  }

  #key(index: number): number {
    return this.#heap[index] ?? Infinity;
  }
}
