import { MergeQueue } from "./merge-queue.js";
import type { Vocabulary } from "./vocabulary.js";

/** Where there is no such token or pair. */
const none = -1;

/** In bytes. To look through so few pairs again and again is faster than to keep them in order. */
const shortPiece = 48;

/**
 * Merges the bytes of one piece of text into tokens: always the pair with the lowest rank, of equal
 * ones the leftmost. A piece may be a whole file without a space, so that the time it takes must
 * not grow with the square of its length. A class because its memory is used again.
 */
export class PieceMerger {
  readonly #vocabulary: Vocabulary;
  #bytes: Uint8Array = new Uint8Array(0);
  #length = 0;
  /** Where the token that starts at a place ends. */
  #ends = new Int32Array(shortPiece);
  /** Where the token before the one that starts at a place starts. */
  #before = new Int32Array(shortPiece);
  /** The rank of what the token that starts at a place and the one behind it make. */
  #ranks = new Int32Array(shortPiece);

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  /** How many tokens the first `length` bytes make. */
  count(bytes: Uint8Array, length: number): number {
    this.#start(bytes, length);
    return length <= shortPiece ? this.#mergeShort() : this.#mergeLong();
  }

  /** The ranks of the tokens that the first `length` bytes make. */
  encode(bytes: Uint8Array, length: number): readonly number[] {
    this.count(bytes, length);
    const ranks: number[] = [];
    for (let at = 0; at < length; at = this.#end(at)) {
      ranks.push(this.#vocabulary.rank(bytes, at, this.#end(at)));
    }
    return ranks;
  }

  #start(bytes: Uint8Array, length: number): void {
    this.#bytes = bytes;
    this.#length = length;
    if (this.#ends.length < length) {
      this.#ends = new Int32Array(length * 2);
      this.#before = new Int32Array(length * 2);
      this.#ranks = new Int32Array(length * 2);
    }
    for (let at = 0; at < length; at += 1) {
      this.#ends[at] = at + 1;
      this.#before[at] = at - 1;
    }
    for (let at = 0; at < length; at += 1) this.#rankPair(at);
  }

  #mergeShort(): number {
    let tokens = this.#length;
    for (;;) {
      let best = none;
      let bestRank = Infinity;
      for (let at = 0; at < this.#length; at = this.#end(at)) {
        const rank = this.#ranks[at] ?? none;
        if (rank === none || rank >= bestRank) continue;
        best = at;
        bestRank = rank;
      }
      if (best === none) return tokens;
      this.#merge(best);
      tokens -= 1;
    }
  }

  #mergeLong(): number {
    const queue = new MergeQueue();
    const offer = (at: number): void => {
      const rank = this.#ranks[at] ?? none;
      if (rank !== none) queue.add(rank, at);
    };
    for (let at = 0; at < this.#length; at += 1) offer(at);
    let tokens = this.#length;
    for (let pair = queue.take(); pair !== undefined; pair = queue.take()) {
      const { rank, at } = pair;
      // Merges around a pair leave what it was in the queue.
      if (this.#ranks[at] !== rank) continue;
      this.#merge(at);
      tokens -= 1;
      offer(at);
      if (at > 0) offer(this.#before[at] ?? 0);
    }
    return tokens;
  }

  /** Makes one token of the one at a place and the one behind it. */
  #merge(at: number): void {
    const middle = this.#end(at);
    const end = this.#end(middle);
    this.#ends[at] = end;
    this.#ranks[middle] = none;
    if (end < this.#length) this.#before[end] = at;
    this.#rankPair(at);
    if (at > 0) this.#rankPair(this.#before[at] ?? 0);
  }

  #rankPair(at: number): void {
    const middle = this.#end(at);
    this.#ranks[at] =
      middle >= this.#length ? none : this.#vocabulary.rank(this.#bytes, at, this.#end(middle));
  }

  #end(at: number): number {
    return this.#ends[at] ?? this.#length;
  }
}
