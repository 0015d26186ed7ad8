import { shortColumn, wordColumn } from "../dataset/growing-column.js";
import type { GrowingAggregate } from "../dataset/aggregate.js";
import type { RecordFacts } from "../dataset/record-facts.js";
import { bandsPerSketch, sketchPart } from "../kernel/text-sketch.js";
import { fewestLongWords } from "./compared-record.js";
import { fewestOwnRuns } from "./near-equal.js";

/**
 * Comparing all texts of a dataset costs more than all other rules together: beyond this size, in
 * bytes, only who asks for it waits for it.
 */
export const mostBytesCompared = 2 ** 26;

/** Stands for answers that have to be read to be compared. */
const longAnswer = 0;

/**
 * By which records that are nearly the same are found. 6 bytes per record, and 32 more for each
 * that is long enough to be nearly the same as another. Such a record has an `entry` of its own,
 * counted from 0 in the order in which the records came.
 */
export class SketchColumns {
  /** How many entries there are. */
  entries = 0;
  readonly #words: ReturnType<typeof wordColumn>;
  readonly #answers: ReturnType<typeof shortColumn>;
  readonly #refs: ReturnType<typeof wordColumn>;
  readonly #signatures: ReturnType<typeof wordColumn>;
  readonly #bands: readonly ReturnType<typeof wordColumn>[];
  #end = 0;

  constructor(expected: number) {
    this.#words = wordColumn(expected);
    this.#answers = shortColumn(expected);
    this.#refs = wordColumn(expected);
    this.#signatures = wordColumn(expected);
    this.#bands = Array.from({ length: bandsPerSketch }, () => wordColumn(expected));
  }

  add(ref: number, { sketched, commonRuns }: RecordFacts): void {
    const given = sketched.sketchGiven(commonRuns);
    this.#end = Math.max(this.#end, ref + 1);
    // Texts without any words have none in common.
    this.#words.set(ref, part(given, sketchPart.words) === 0 ? 0 : oneIfNone(wordsOf(given)));
    if (part(given, sketchPart.runs) >= fewestOwnRuns) this.#addEntry(ref, given);
    this.#answers.set(ref, answerKey(sketched.sketchAnswer(commonRuns)));
  }

  #addEntry(ref: number, sketch: Int32Array): void {
    const entry = this.entries;
    this.entries += 1;
    this.#refs.set(entry, ref);
    this.#signatures.set(entry, part(sketch, sketchPart.signature) >>> 0);
    this.#bands.forEach((keys, band) => {
      keys.set(entry, part(sketch, sketchPart.bands + band) >>> 0);
    });
  }

  /** Adds all records of another, their refs moved by `refOffset`. */
  merge(other: SketchColumns, refOffset: number): void {
    for (let ref = 0; ref < other.#end; ref += 1) {
      this.#words.set(ref + refOffset, other.#words.get(ref));
      this.#answers.set(ref + refOffset, other.#answers.get(ref));
    }
    this.#end = Math.max(this.#end, other.#end + refOffset);
    for (let entry = 0; entry < other.entries; entry += 1) {
      this.#refs.set(this.entries, other.#refs.get(entry) + refOffset);
      this.#signatures.set(this.entries, other.#signatures.get(entry));
      this.#bands.forEach((keys, band) => {
        keys.set(this.entries, other.#bands[band]?.get(entry) ?? 0);
      });
      this.entries += 1;
    }
  }

  /** All refs are below this one. */
  get end(): number {
    return this.#end;
  }

  /** Of each record the hash of the words that it is given; 0 where there are none. */
  get words(): Uint32Array<ArrayBuffer> {
    return this.#words.numbers;
  }

  /** The same of each entry. */
  wordsOfEntries(): Uint32Array<ArrayBuffer> {
    const words = new Uint32Array(this.entries);
    for (let entry = 0; entry < this.entries; entry += 1) {
      words[entry] = this.#words.get(this.#refs.get(entry));
    }
    return words;
  }

  /** A number that equal answers share, and that all long ones have: they have to be read. */
  answer(ref: number): number {
    return this.#answers.get(ref);
  }

  ref(entry: number): number {
    return this.#refs.get(entry);
  }

  /** Of each entry the signature. */
  get signatures(): Uint32Array<ArrayBuffer> {
    return this.#signatures.numbers;
  }

  /** The keys of each band, entry by entry. */
  get bands(): readonly Uint32Array<ArrayBuffer>[] {
    return this.#bands.map(({ numbers }) => numbers);
  }
}

/** Sketches of all records: for rules about records that are nearly the same. */
export const textSketches: GrowingAggregate<SketchColumns> = {
  empty: (expected) => new SketchColumns(expected),
  add: (columns, ref, facts) => columns.add(ref, facts),
  merge: (columns, other, refOffset) => columns.merge(other, refOffset),
};

function part(sketch: Int32Array, index: number): number {
  return sketch[index] ?? 0;
}

function wordsOf(sketch: Int32Array): number {
  return part(sketch, sketchPart.wordsLow) >>> 0;
}

function oneIfNone(hash: number): number {
  return hash === 0 ? 1 : hash;
}

function answerKey(sketch: Int32Array): number {
  if (part(sketch, sketchPart.words) >= fewestLongWords) return longAnswer;
  return 1 + (wordsOf(sketch) % 0xffff);
}
