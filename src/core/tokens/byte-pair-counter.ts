import { PieceMerger } from "./piece-merger.js";
import { textSlices } from "./text-slices.js";
import type { TokenCounter } from "./token-counter.js";
import { Vocabulary } from "./vocabulary.js";

/** What a byte-level tokenizer is made of. */
export interface ByteLevelTokenizer {
  readonly name: string;
  /** The tokens, packed as `Vocabulary` takes them. */
  readonly packed: Uint8Array;
  /** Splits a text into pieces, none of which a token reaches beyond: with the flags `gu`. */
  readonly pieces: RegExp;
}

/** Makes a counter for a byte-level tokenizer. */
export function bytePairCounter(tokenizer: ByteLevelTokenizer): TokenCounter {
  return new BytePairCounter(tokenizer);
}

const firstRoom = 1_024;
/** A UTF-16 unit takes at most so many bytes in UTF-8. */
const mostBytesPerUnit = 3;
/** Room for longer pieces is not kept. */
const mostRoomKept = 1 << 20;

class BytePairCounter implements TokenCounter {
  readonly name: string;
  readonly #pieces: RegExp;
  readonly #vocabulary: Vocabulary;
  #merger: PieceMerger;
  #room = new Uint8Array(firstRoom);
  readonly #encoder = new TextEncoder();

  constructor({ name, packed, pieces }: ByteLevelTokenizer) {
    this.name = name;
    this.#pieces = pieces;
    this.#vocabulary = new Vocabulary(packed);
    this.#merger = new PieceMerger(this.#vocabulary);
  }

  count(text: string, most = Infinity): number {
    let tokens = 0;
    const take = (length: number): void => {
      const isToken = this.#vocabulary.rank(this.#room, 0, length) >= 0;
      tokens += isToken ? 1 : this.#merger.count(this.#room, length);
    };
    for (const slice of textSlices(text)) {
      if (tokens > most) break;
      this.#eachPiece(slice, take);
    }
    return tokens;
  }

  encode(text: string): readonly number[] {
    const ranks: number[] = [];
    const take = (length: number): void => {
      const rank = this.#vocabulary.rank(this.#room, 0, length);
      if (rank >= 0) ranks.push(rank);
      else for (const merged of this.#merger.encode(this.#room, length)) ranks.push(merged);
    };
    for (const slice of textSlices(text)) this.#eachPiece(slice, take);
    return ranks;
  }

  /** Puts the bytes of each piece at the start of the room. */
  #eachPiece(text: string, take: (length: number) => void): void {
    const pieces = this.#pieces;
    pieces.lastIndex = 0;
    // Every character belongs to a piece: each one starts where the last one ends.
    for (let start = 0; pieces.test(text); start = pieces.lastIndex) {
      take(this.#fill(text, start, pieces.lastIndex));
    }
    if (this.#room.length <= mostRoomKept) return;
    this.#room = new Uint8Array(firstRoom);
    this.#merger = new PieceMerger(this.#vocabulary);
  }

  #fill(text: string, start: number, end: number): number {
    const most = (end - start) * mostBytesPerUnit;
    if (this.#room.length < most) this.#room = new Uint8Array(most * 2);
    const room = this.#room;
    for (let i = start; i < end; i += 1) {
      const unit = text.charCodeAt(i);
      if (unit >= 0x80) return this.#encoder.encodeInto(text.slice(start, end), room).written;
      room[i - start] = unit;
    }
    return end - start;
  }
}
