import type { DatasetRecord } from "../dataset/record.js";
import type { Format } from "../formats/format.js";
import type { CommonRuns } from "./common-runs.js";
import { ComparedRecord } from "./compared-record.js";
import { areNearBeside, compareRecords } from "./near-equal.js";
import type { SketchColumns } from "./sketch-columns.js";
import { pairsWithin } from "./sketch-pairs.js";

/** A record that is nearly the same as an earlier one. */
export interface NearDuplicate {
  readonly ref: number;
  readonly first: number;
  /** How many words differ. */
  readonly changedWords: number;
}

/** How the records behind refs are compared. */
export interface ComparedDataset {
  readonly format: Format;
  readonly commonRuns: CommonRuns;
  readonly read: (ref: number) => DatasetRecord | undefined;
  /** A stricter share of common runs than the usual one. */
  readonly leastSimilarity?: number;
}

/** More suspicions than this come from a template, and nobody would read the findings. */
const mostPairs = 200_000;
const mostOthers = 8;
/** Entries are below it; two of them make one number. */
const entryLimit = 2 ** 26;

/** Finds the records that are nearly the same as an earlier one. Yields to let others work. */
export function* nearDuplicates(
  sketches: SketchColumns,
  dataset: ComparedDataset,
): Generator<void, readonly NearDuplicate[]> {
  const pairs = new Set<number>();
  yield* pairsWithin(sketches, ([later, earlier]) => {
    if (pairs.size < mostPairs && mayAnswerAlike(sketches, later, earlier)) {
      pairs.add(later * entryLimit + earlier);
    }
  });
  const search = new NearSearch(sketches, dataset);
  for (const pair of pairs) {
    search.compare(Math.floor(pair / entryLimit), pair % entryLimit);
    yield;
  }
  if (search.near.length === 0) return [];
  yield* pairsWithin(sketches, ([later, earlier]) => {
    if (!mayAnswerAlike(sketches, later, earlier)) search.noteOthers(later, earlier);
  });
  return search.confirmed();
}

function mayAnswerAlike(sketches: SketchColumns, one: number, other: number): boolean {
  return sketches.answer(sketches.ref(one)) === sketches.answer(sketches.ref(other));
}

interface NearPair {
  readonly later: number;
  readonly earlier: number;
  readonly changedWords: number;
}

/** Reads suspected pairs and compares them. */
class NearSearch {
  readonly near: NearPair[] = [];
  readonly #sketches: SketchColumns;
  readonly #compared: ComparedRecords;
  readonly #least: number | undefined;
  /** Of entries those that are given nearly the same and answer something else. */
  readonly #others = new Map<number, Set<number>>();

  constructor(sketches: SketchColumns, dataset: ComparedDataset) {
    this.#sketches = sketches;
    this.#compared = new ComparedRecords(dataset);
    this.#least = dataset.leastSimilarity;
  }

  compare(later: number, earlier: number): void {
    const [a, b] = [this.#record(later), this.#record(earlier)];
    if (a === undefined || b === undefined) return;
    const result = compareRecords(a, b, this.#least);
    if (result.kind === "near") this.#add({ later, earlier, changedWords: result.changedWords });
    if (result.kind === "other-answer") {
      this.#note(later, earlier);
      this.#note(earlier, later);
    }
  }

  /** Takes note of a pair with different answers, where it says something of a near one. */
  noteOthers(one: number, other: number): void {
    if (this.#others.has(one)) this.#note(one, other);
    if (this.#others.has(other)) this.#note(other, one);
  }

  /** The near pairs that stay near without what they share with others; of each record the first. */
  confirmed(): readonly NearDuplicate[] {
    const firsts = new Map<number, NearDuplicate>();
    for (const pair of this.near) {
      const [ref, first] = [pair.later, pair.earlier].map((entry) => this.#sketches.ref(entry));
      if (ref === undefined || first === undefined) continue;
      if ((firsts.get(ref)?.first ?? Infinity) <= first || !this.#isNearBeside(pair)) continue;
      firsts.set(ref, { ref, first, changedWords: pair.changedWords });
    }
    return [...firsts.values()];
  }

  #add(pair: NearPair): void {
    this.near.push(pair);
    for (const entry of [pair.later, pair.earlier]) {
      if (!this.#others.has(entry)) this.#others.set(entry, new Set());
    }
  }

  #note(entry: number, other: number): void {
    const others = this.#others.get(entry) ?? new Set();
    if (others.size < mostOthers) others.add(other);
    this.#others.set(entry, others);
  }

  #isNearBeside({ later, earlier }: NearPair): boolean {
    const [a, b] = [this.#record(later), this.#record(earlier)];
    if (a === undefined || b === undefined) return false;
    const entries = [later, earlier].flatMap((entry) => [...(this.#others.get(entry) ?? [])]);
    const others = entries.flatMap((entry) => this.#record(entry) ?? []);
    return areNearBeside(a, b, others);
  }

  #record(entry: number): ComparedRecord | undefined {
    return this.#compared.at(this.#sketches.ref(entry));
  }
}

const mostKept = 256;

/** Records that were read to be compared: the newest are kept, since pairs share them. */
export class ComparedRecords {
  readonly #dataset: ComparedDataset;
  readonly #kept = new Map<number, ComparedRecord>();

  constructor(dataset: ComparedDataset) {
    this.#dataset = dataset;
  }

  at(ref: number): ComparedRecord | undefined {
    const known = this.#kept.get(ref);
    if (known !== undefined) return known;
    const { format, commonRuns, read } = this.#dataset;
    const record = read(ref);
    if (record === undefined) return undefined;
    if (this.#kept.size >= mostKept) this.#kept.clear();
    const compared = new ComparedRecord(record, format, commonRuns);
    this.#kept.set(ref, compared);
    return compared;
  }
}
