import { once } from "../once.js";
import { compileKernel } from "./compile-kernel.js";
import { kernelBinary } from "./kernel-binary.js";
import { Tape, wordsPerNode } from "./tape.js";
import { keyOf } from "./text-hash.js";

/** What the scanner says of a line. */
export const lineKind = {
  blank: 0,
  /** Valid JSON whose values are on the tape. */
  record: 1,
  /** Broken, or valid JSON that is beyond the scanner: the slow path has to look. */
  unknown: 2,
} as const;

/** The functions of the compiled kernel; `assembly/index.ts` says what they do. */
interface Kernel {
  readonly memory: { readonly buffer: ArrayBuffer };
  reserve(inputBytes: number, nodes: number, lines: number): number;
  inputAddress(): number;
  tapeAddress(): number;
  linesAddress(): number;
  scan(from: number, length: number, isEnd: number): number;
  consumed(): number;
  done(): number;
  hashInput(length: number): void;
  hashEnding(length: number): number;
  hashTrimmed(length: number): number;
  hashOpening(length: number): number;
  marksOfInput(length: number): number;
  needleAddress(): number;
  lookFor(length: number, key: number): void;
}

/** How much a scanner has room for at first. Input grows with the longest line. */
export interface ScannerSize {
  readonly inputBytes: number;
  readonly lines: number;
}

const wordsPerLine = 5;
const longestNeedle = 64;
/** A line with more values than that is left to the slow path. */
const nodesPerLine = 8;

/** What the tape says of a record's own string; see `Tape`. */
export interface DescribedText {
  readonly length: number;
  readonly firstByte: number;
  readonly lastByte: number;
  readonly hashLow: number;
  readonly hashHigh: number;
  readonly ending: number;
  readonly trimmed: number;
  readonly opening: number;
  readonly marks: number;
}

/** Lines that were scanned together. Valid until the next scan. */
export class ScannedLines {
  /** How many lines there are. */
  readonly length: number;
  readonly tape: Tape;
  readonly #words: Int32Array;

  constructor(length: number, words: Int32Array, tape: Tape) {
    this.length = length;
    this.#words = words;
    this.tape = tape;
  }

  /** Byte offset in the input. */
  start(line: number): number {
    return this.#words[line * wordsPerLine] ?? 0;
  }

  /** Without the line ending. */
  end(line: number): number {
    return this.#words[line * wordsPerLine + 1] ?? 0;
  }

  /** With the line ending. */
  next(line: number): number {
    return this.#words[line * wordsPerLine + 2] ?? 0;
  }

  /** One of `lineKind`. */
  kind(line: number): number {
    return this.#words[line * wordsPerLine + 3] ?? 0;
  }

  /** Whether a line is valid JSON with its values on the tape. */
  isRecord(line: number): boolean {
    return this.kind(line) === lineKind.record;
  }

  /** The record's node on the tape. */
  root(line: number): number {
    return this.#words[line * wordsPerLine + 4] ?? 0;
  }
}

/**
 * Reads lines of JSON as bytes, some gigabytes a second, with the compiled kernel: what is valid,
 * what it holds, and hashes of it. A class because it owns the kernel's memory.
 */
export class LineScanner {
  readonly #kernel: Kernel;
  readonly #encoder = new TextEncoder();
  readonly #firstBytes: number;
  #size: ScannerSize;
  #needle = "";
  #input: Uint8Array<ArrayBuffer>;
  #lines: Int32Array<ArrayBuffer>;
  #tape: Tape;

  constructor(size: ScannerSize = { inputBytes: 1 << 18, lines: 1 << 12 }) {
    // The interface above says what the module exports.
    this.#kernel = new WebAssembly.Instance(compiled(), { env: {} }).exports as Kernel;
    this.#size = size;
    this.#firstBytes = size.inputBytes;
    this.#reserve(size);
    [this.#input, this.#lines, this.#tape] = this.#views();
  }

  /** Where the bytes to scan go. Another array after `grow`. */
  get input(): Uint8Array<ArrayBuffer> {
    return this.#input;
  }

  /** How many times as long lines as at first it has room for. */
  get growth(): number {
    return this.#size.inputBytes / this.#firstBytes;
  }

  /** Makes the input at least so many bytes large. What it holds is kept. */
  grow(inputBytes: number): void {
    const before = this.#input.slice();
    const size = { ...this.#size, inputBytes };
    this.#reserve(size);
    this.#size = size;
    [this.#input, this.#lines, this.#tape] = this.#views();
    this.#input.set(before);
  }

  /**
   * Scans whole lines of the input from `from` up to `length`; with `isEnd` also what stands
   * behind the last line ending, which may be an empty line.
   */
  scan(from: number, length: number, isEnd: boolean): ScannedLines {
    const count = this.#kernel.scan(from, length, Number(isEnd));
    return new ScannedLines(count, this.#lines, this.#tape);
  }

  /** Up to where the last scan has come. */
  get consumed(): number {
    return this.#kernel.consumed();
  }

  /** Whether the last scan has come to the very end. */
  get isDone(): boolean {
    return this.#kernel.done() !== 0;
  }

  /** Scans a text that is one line. */
  scanText(text: string): ScannedLines {
    return this.scan(0, this.#encode(text), true);
  }

  /** The two halves of the hash of a text, as the tape has it. */
  hashText(text: string): readonly [low: number, high: number] {
    this.#kernel.hashInput(this.#encode(text));
    return [this.#lines[0] ?? 0, this.#lines[1] ?? 0];
  }

  /** What the tape would say of a record's own string with this text. */
  describe(text: string): DescribedText {
    const length = this.#encode(text);
    this.#kernel.hashInput(length);
    return {
      length,
      firstByte: length === 0 ? 0 : (this.#input[0] ?? 0),
      lastByte: length === 0 ? 0 : (this.#input[length - 1] ?? 0),
      hashLow: this.#lines[0] ?? 0,
      hashHigh: this.#lines[1] ?? 0,
      ending: this.#kernel.hashEnding(length),
      trimmed: this.#kernel.hashTrimmed(length),
      opening: this.#kernel.hashOpening(length),
      marks: this.#kernel.marksOfInput(length),
    };
  }

  /** What a text may hold that a rule looks at: bits of `textMark`. */
  marksOf(text: string): number {
    return this.#kernel.marksOfInput(this.#encode(text));
  }

  /** Looks from now on for a text inside the fields of this name, except at their end. */
  lookFor(text: string | undefined, field: string): void {
    const needle = text === undefined ? "" : `${field}\n${text}`;
    if (needle === this.#needle) return;
    this.#needle = needle;
    const bytes = this.#encoder.encode(text ?? "");
    const isSearchable = bytes.length <= longestNeedle;
    const { buffer } = this.#kernel.memory;
    if (isSearchable) new Uint8Array(buffer).set(bytes, this.#kernel.needleAddress());
    this.#kernel.lookFor(isSearchable ? bytes.length : 0, keyOf(field) | 0);
  }

  /** Puts a text into the input. Returns its length in bytes. */
  #encode(text: string): number {
    // One UTF-16 unit makes at most three bytes.
    if (text.length * 3 > this.#input.length) this.grow(text.length * 3);
    return this.#encoder.encodeInto(text, this.#input).written;
  }

  #reserve({ inputBytes, lines }: ScannerSize): void {
    if (this.#kernel.reserve(inputBytes, lines * nodesPerLine, lines) !== 0) return;
    throw new RangeError(`There is not enough memory to read a line of ${inputBytes} bytes.`);
  }

  #views(): [Uint8Array<ArrayBuffer>, Int32Array<ArrayBuffer>, Tape] {
    const { inputBytes, lines } = this.#size;
    const { buffer } = this.#kernel.memory;
    const input = new Uint8Array(buffer, this.#kernel.inputAddress(), inputBytes);
    const nodes = lines * nodesPerLine;
    const words = new Int32Array(buffer, this.#kernel.tapeAddress(), nodes * wordsPerNode);
    return [
      input,
      new Int32Array(buffer, this.#kernel.linesAddress(), lines * wordsPerLine),
      new Tape(words, input),
    ];
  }
}

/** The compiled kernel, made once for all scanners. */
const compiled = once(() => compileKernel(kernelBinary));
