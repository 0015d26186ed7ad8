import type { TextSketcher } from "./text-sketch.js";

/** Kinds of nodes on the tape. */
export const nodeKind = {
  string: 1,
  number: 2,
  true: 3,
  false: 4,
  null: 5,
  object: 6,
  array: 7,
} as const;

const backslash = 0x5c;
const letterU = 0x75;

/** The size of a node in 32-bit words. */
export const wordsPerNode = 11;

/**
 * The values of scanned records, down to the members of the parts of messages: one node for each,
 * parents before their children. Nodes are numbers. Valid until the next scan. Hashes are
 * signed, because engines keep whole numbers of 32 bits with a sign most cheaply.
 */
export class Tape {
  readonly #words: Int32Array;
  /** What was scanned; offsets count in it. */
  readonly bytes: Uint8Array;
  /** What can sketch the strings that were scanned. */
  readonly sketcher: TextSketcher;
  readonly #view: DataView;

  constructor(words: Int32Array, bytes: Uint8Array, sketcher: TextSketcher) {
    this.#words = words;
    this.bytes = bytes;
    this.sketcher = sketcher;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** One of `nodeKind`. */
  kind(node: number): number {
    return this.#word(node, 0) & 0xff;
  }

  /** The first byte of a decoded string; 0 where it is empty. */
  firstByte(node: number): number {
    return (this.#word(node, 0) >>> 8) & 0xff;
  }

  /** The last byte of a decoded string; 0 where it is empty. */
  lastByte(node: number): number {
    return (this.#word(node, 0) >>> 16) & 0xff;
  }

  /** Where the value starts, as a byte offset; a string's with its quote. */
  start(node: number): number {
    return this.#word(node, 1);
  }

  end(node: number): number {
    return this.#word(node, 2);
  }

  /** How many bytes a decoded string has, or how many members or items an object or list. */
  count(node: number): number {
    return this.#word(node, 3);
  }

  /** Whether a string is ASCII, also where it is written with escapes. */
  isAscii(node: number): boolean {
    const isVerbatim = this.count(node) === this.end(node) - this.start(node) - 2;
    return this.#isWrittenInAscii(node) && (isVerbatim || !this.hasUnicodeEscape(node));
  }

  /** Whether a character of a string is written as an escape with its number. */
  hasUnicodeEscape(node: number): boolean {
    const written = this.bytes.subarray(this.start(node), this.end(node));
    for (let at = written.indexOf(backslash); at >= 0; at = written.indexOf(backslash, at + 2)) {
      if (written[at + 1] === letterU) return true;
    }
    return false;
  }

  #isWrittenInAscii(node: number): boolean {
    const end = this.end(node);
    let at = this.start(node);
    for (; at + 4 <= end; at += 4) {
      if ((this.#view.getInt32(at, true) & 0x80808080) !== 0) return false;
    }
    for (; at < end; at += 1) {
      if (this.#view.getInt8(at) < 0) return false;
    }
    return true;
  }

  /** The hash of the value: equal values have equal hashes. */
  hashLow(node: number): number {
    return this.#word(node, 4);
  }

  hashHigh(node: number): number {
    return this.#word(node, 5);
  }

  /** `keyOf` the member's name. */
  key(node: number): number {
    return this.#word(node, 6);
  }

  /** Of strings that are members of an object the hash of their ending (see `text-ending.ts`), 0 for none. */
  ending(node: number): number {
    return this.#word(node, 7);
  }

  /** Of strings that are members of an object the hash of the text without the blanks around it. */
  trimmed(node: number): number {
    return this.#word(node, 9);
  }

  /** Whether a string that is a member holds what `LineScanner.lookFor` was told. */
  hasNeedle(node: number): boolean {
    return (this.#word(node, 0) & 0x1000000) !== 0;
  }

  /**
   * What a string may hold that a rule looks at: bits of `textMark`. Of a record what any text in it
   * may hold, however deep it stands.
   */
  marks(node: number): number {
    return this.#word(node, 0) >>> 25;
  }

  /** Of strings that are members the hash of the first 16 bytes, 0 where it is shorter. */
  opening(node: number): number {
    return this.#word(node, 10);
  }

  /** The node behind a node and all that is in it: the next member or item, if it has one. */
  next(node: number): number {
    return this.#word(node, 8);
  }

  /** The member of an object with a key (`keyOf`); -1 where it has none. */
  member(object: number, key: number): number {
    let member = object + 1;
    for (let left = this.count(object); left > 0; left -= 1) {
      if (this.key(member) === key) return member;
      member = this.next(member);
    }
    return -1;
  }

  #word(node: number, index: number): number {
    return this.#words[node * wordsPerNode + index] ?? 0;
  }
}
