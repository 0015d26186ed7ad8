/**
 * Finds entries with equal keys: a table of chains through entries that are numbered from 0, newest
 * first. 8 to 12 bytes per entry. Other keys may be in the same chain: compare them.
 */
export class KeyChains {
  readonly #heads: Uint32Array<ArrayBuffer>;
  /** The entry behind each entry, plus 1. */
  readonly #next: Uint32Array<ArrayBuffer>;
  readonly #shift: number;

  /** For entries from 0 up to `count`. */
  constructor(count: number) {
    const bits = Math.max(Math.ceil(Math.log2(count + 1)), 4);
    this.#heads = new Uint32Array(2 ** bits);
    this.#next = new Uint32Array(count);
    this.#shift = 32 - bits;
  }

  /** Forgets all entries. */
  clear(): void {
    this.#heads.fill(0);
  }

  /** Each entry is added at most once. */
  add(key: number, entry: number): void {
    const slot = this.#slot(key);
    this.#next[entry] = this.#heads[slot] ?? 0;
    this.#heads[slot] = entry + 1;
  }

  /** The newest entry that may have this key; -1 where there is none. */
  first(key: number): number {
    return (this.#heads[this.#slot(key)] ?? 0) - 1;
  }

  /** The next older entry that may have the same key; -1 where there is none. */
  next(entry: number): number {
    return (this.#next[entry] ?? 0) - 1;
  }

  #slot(key: number): number {
    return Math.imul(key, 0x9e3779b1) >>> this.#shift;
  }
}
