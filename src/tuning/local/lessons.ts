import { hashesOf, rowOf } from "./features.js";
import type { Batch } from "./learner.js";
import type { Example } from "./read-examples.js";

/** Of a longer text only so many features count, in training and in prediction alike. */
export const longestExample = 1 << 16;
/** Label and number of features stand before an example's features. */
const headWords = 2;
/** Distinct features are told apart by so many bits of their hashes. */
const countedBits = 24;

/** Examples as numbers, one behind the other as the kernel reads them. */
export class Lessons {
  readonly #words: Int32Array;
  /** Where each example starts, and where the last one ends. */
  readonly #starts: Uint32Array;

  constructor(words: Int32Array, starts: Uint32Array) {
    this.#words = words;
    this.#starts = starts;
  }

  /** How many examples there are. */
  get length(): number {
    return this.#starts.length - 1;
  }

  /** The examples from one up to before another. A view, not a copy. */
  batch(from: number, to: number): Batch {
    return this.#words.subarray(this.#starts[from], this.#starts[to]);
  }

  /** The features of an example. A view, not a copy. */
  features(index: number): Int32Array {
    return this.#words.subarray((this.#starts[index] ?? 0) + headWords, this.#starts[index + 1]);
  }

  /** The number of an example's label. */
  label(index: number): number {
    return this.#words[this.#starts[index] ?? 0] ?? 0;
  }

  /** Some of the examples, in the order in which they are named. A copy. */
  picked(indices: readonly number[]): Lessons {
    const writer = new LessonWriter();
    for (const index of indices) writer.add(this.label(index), this.features(index));
    return writer.lessons();
  }

  /** How many numbers the longest of the batches of so many examples has. */
  longestBatch(examples: number): number {
    let longest = 0;
    for (let from = 0; from < this.length; from += examples) {
      const to = Math.min(from + examples, this.length);
      longest = Math.max(longest, this.batch(from, to).length);
    }
    return longest;
  }

  /** How many features differ: a few less where there are hundreds of thousands. */
  countDistinct(): number {
    const seen = new Uint32Array(2 ** (countedBits - 5));
    let count = 0;
    this.#forEachFeature((hash) => {
      const bit = hash >>> (32 - countedBits);
      const word = seen[bit >>> 5] ?? 0;
      const mask = 1 << (bit & 31);
      if ((word & mask) === 0) count += 1;
      seen[bit >>> 5] = word | mask;
    });
    return count;
  }

  /** Brings the hashes of features into a range. Done once. */
  bringIntoRange(rows: number): void {
    this.#forEachFeature((hash, at) => (this.#words[at] = rowOf(hash, rows)));
  }

  #forEachFeature(visit: (hash: number, at: number) => void): void {
    for (let index = 0; index < this.length; index += 1) {
      const end = this.#starts[index + 1] ?? 0;
      for (let at = (this.#starts[index] ?? 0) + headWords; at < end; at += 1) {
        visit((this.#words[at] ?? 0) >>> 0, at);
      }
    }
  }
}

/** Puts examples one behind the other. */
export class LessonWriter {
  #words = new Int32Array(1 << 16);
  #end = 0;
  readonly #starts: number[] = [0];

  /** `label` is the label's number. */
  add(label: number, features: ArrayLike<number>): void {
    const next = this.#end + headWords + features.length;
    if (next > this.#words.length) this.#words = grown(this.#words, next);
    this.#words[this.#end] = label;
    this.#words[this.#end + 1] = features.length;
    this.#words.set(features, this.#end + headWords);
    this.#end = next;
    this.#starts.push(next);
  }

  /** All that were added. */
  lessons(): Lessons {
    return new Lessons(this.#words.subarray(0, this.#end), Uint32Array.from(this.#starts));
  }
}

/** Turns examples into lessons whose features are hashes. All labels must be among `labels`. */
export function lessonsOf(
  examples: readonly Example[],
  labels: readonly string[],
  wordNgrams: number,
): Lessons {
  const numbers = new Map(labels.map((label, number) => [label, number]));
  const writer = new LessonWriter();
  for (const { prompt, label } of examples) {
    writer.add(numbers.get(label) ?? 0, exampleHashes(prompt, wordNgrams));
  }
  return writer.lessons();
}

/** The features of a prompt before they are brought into range. */
export function exampleHashes(prompt: string, wordNgrams: number): readonly number[] {
  return hashesOf(prompt, wordNgrams).slice(0, longestExample);
}

function grown(words: Int32Array, needed: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(needed, Math.ceil(words.length * 1.5)));
  larger.set(words);
  return larger;
}
