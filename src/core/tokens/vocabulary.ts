/** Of a token that is not there. */
const none = -1;

/**
 * The tokens of a byte-level vocabulary in the order of their merges, with all of them in one block
 * of bytes. A class because a vocabulary is built once and kept.
 */
export class Vocabulary {
  /** The number of tokens. */
  readonly size: number;
  /** The bytes of the longest token. */
  readonly longest: number;
  readonly #bytes: Uint8Array;
  /** Where each token starts in `#bytes`; one more at the end. */
  readonly #starts: Int32Array;
  /** Tokens by hash, plus one; 0 where there is none. */
  readonly #table: Int32Array;
  readonly #mask: number;

  /**
   * Takes tokens one behind another, each as its length (from 0 to 255) and its bytes, in the order
   * of their ranks. Throws a `RangeError` where the last one is cut.
   */
  constructor(packed: Uint8Array) {
    this.size = tokensIn(packed);
    this.#bytes = new Uint8Array(packed.length - this.size);
    this.#starts = new Int32Array(this.size + 1);
    const slots = 2 ** Math.ceil(Math.log2(Math.max(this.size, 1) * 2));
    this.#table = new Int32Array(slots);
    this.#mask = slots - 1;
    let longest = 0;
    let start = 0;
    for (let rank = 0; rank < this.size; rank += 1) {
      const length = packed[start + rank] ?? 0;
      for (let i = 0; i < length; i += 1) {
        this.#bytes[start + i] = packed[start + rank + 1 + i] ?? 0;
      }
      this.#enter(rank, start, start + length);
      start += length;
      this.#starts[rank + 1] = start;
      longest = Math.max(longest, length);
    }
    this.longest = longest;
  }

  /** The rank of the token that is these bytes from `start` to `end`, -1 where there is none. */
  rank(bytes: Uint8Array, start: number, end: number): number {
    const length = end - start;
    if (length > this.longest) return none;
    let slot = hashOf(bytes, start, end) & this.#mask;
    for (;;) {
      const rank = (this.#table[slot] ?? 0) - 1;
      if (rank === none) return none;
      if (this.#is(rank, bytes, start, length)) return rank;
      slot = (slot + 1) & this.#mask;
    }
  }

  #enter(rank: number, start: number, end: number): void {
    let slot = hashOf(this.#bytes, start, end) & this.#mask;
    while (this.#table[slot] !== 0) slot = (slot + 1) & this.#mask;
    this.#table[slot] = rank + 1;
  }

  #is(rank: number, bytes: Uint8Array, start: number, length: number): boolean {
    const own = this.#starts[rank] ?? 0;
    if ((this.#starts[rank + 1] ?? 0) - own !== length) return false;
    for (let i = 0; i < length; i += 1) {
      if (this.#bytes[own + i] !== bytes[start + i]) return false;
    }
    return true;
  }
}

function tokensIn(packed: Uint8Array): number {
  let tokens = 0;
  let at = 0;
  while (at < packed.length) {
    at += (packed[at] ?? 0) + 1;
    tokens += 1;
  }
  if (at > packed.length) throw new RangeError("The vocabulary is cut.");
  return tokens;
}

function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i += 1) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
  return hash ^ (hash >>> 15);
}
