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

/** Turns examples into lessons whose features are hashes. All labels must be among `labels`. */
export function lessonsOf(
  examples: readonly Example[],
  labels: readonly string[],
  wordNgrams: number,
): Lessons {
  const numbers = new Map(labels.map((label, number) => [label, number]));
  const starts = new Uint32Array(examples.length + 1);
  let words = new Int32Array(1 << 16);
  let end = 0;
  for (const [index, { prompt, label }] of examples.entries()) {
    const hashes = exampleHashes(prompt, wordNgrams);
    const next = end + headWords + hashes.length;
    if (next > words.length) words = grown(words, next);
    words[end] = numbers.get(label) ?? 0;
    words[end + 1] = hashes.length;
    words.set(hashes, end + headWords);
    end = next;
    starts[index + 1] = end;
  }
  return new Lessons(words.subarray(0, end), starts);
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
