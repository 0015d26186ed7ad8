import { readLine } from "../dataset/read-line.js";
import type { DatasetLines } from "../dataset/line-reader.js";
import type { DatasetRecord } from "../dataset/record.js";
import type { RecordParts } from "../formats/format.js";
import { areEqualValues } from "../json/equal-values.js";
import type { DatasetPrints } from "./dataset-prints.js";
import { readPrints } from "./dataset-prints.js";
import { KeyChains } from "./key-chains.js";
import { ComparedRecords } from "./near-duplicates.js";
import { areNearBeside, compareRecords } from "./near-equal.js";
import type { OpenedDataset } from "./other-dataset.js";
import { entriesWith, pairsBetween } from "./sketch-pairs.js";

/** A record that stands in another dataset too. */
export interface Leak {
  readonly ref: number;
  /** The line of the other dataset, from 0. */
  readonly line: number;
  /** What is the same: all, the prompt, the prompt in normal form, or nearly all. */
  readonly kind: "record" | "prompt" | "normalised" | "near";
}

/** A dataset in which records of others are looked for. */
interface SearchedLines {
  readonly lines: DatasetLines;
  readonly read: (ref: number) => DatasetRecord | undefined;
}

/** A prompt that more records of the other dataset have, with other answers, is not one question. */
const mostWithOnePrompt = 10;
const mostOthers = 8;
const linesPerStep = 1 << 15;

/** The records of a dataset that are in another one too; of each the best proof. Yields often. */
export function* findLeaks(
  searched: SearchedLines,
  other: OpenedDataset,
): Generator<void, readonly Leak[]> {
  const own = yield* readPrints(searched.lines, other.prints);
  if (own === undefined) return [];
  const search = new LeakSearch(own, searched, other);
  yield* search.byKey();
  yield* search.byWords();
  yield* search.bySketch();
  return search.leaks();
}

class LeakSearch {
  readonly #own: DatasetPrints;
  readonly #searched: SearchedLines;
  readonly #other: OpenedDataset;
  readonly #leaks = new Map<number, Leak>();
  readonly #ownRecords: ComparedRecords;
  readonly #otherRecords: ComparedRecords;

  constructor(own: DatasetPrints, searched: SearchedLines, other: OpenedDataset) {
    const { format, commonRuns } = other.prints;
    this.#own = own;
    this.#searched = searched;
    this.#other = other;
    this.#ownRecords = new ComparedRecords({ format, commonRuns, read: searched.read });
    this.#otherRecords = new ComparedRecords({
      format,
      commonRuns,
      read: (line) => this.#readOther(line),
    });
  }

  leaks(): readonly Leak[] {
    return [...this.#leaks.values()];
  }

  /** Finds equal records and prompts. */
  *byKey(): Generator<void> {
    const { keys, sketches } = this.#other.prints;
    const firsts = new FirstWithKey(sketches.end, keys.numbers);
    yield* firsts.addAll();
    for (let ref = 0; ref < this.#own.sketches.end; ref += 1) {
      if (ref % linesPerStep === 0) yield;
      const found = firsts.of(this.#own.keys.get(ref));
      if (found === undefined) continue;
      this.#add(ref, found.line, this.#sameTo(ref, found));
      yield;
    }
  }

  /** Finds prompts that are equal in normal form. */
  *byWords(): Generator<void> {
    const { sketches } = this.#other.prints;
    const firsts = new FirstWithKey(sketches.end, sketches.words);
    yield* firsts.addAll();
    for (let ref = 0; ref < this.#own.sketches.end; ref += 1) {
      if (ref % linesPerStep === 0) yield;
      if (this.#leaks.has(ref)) continue;
      const found = firsts.of(this.#own.sketches.words[ref] ?? 0);
      if (found === undefined || found.count > mostWithOnePrompt) continue;
      const [a, b] = [this.#ownRecords.at(ref), this.#otherRecords.at(found.line)];
      const isSame = a !== undefined && b !== undefined && a.plainGiven() === b.plainGiven();
      this.#add(ref, found.line, isSame ? "normalised" : undefined);
      yield;
    }
  }

  /** Finds records that are nearly equal. */
  *bySketch(): Generator<void> {
    const alike = new Map<number, Set<number>>();
    const unlike = new Map<number, Set<number>>();
    const { sketches } = this.#own;
    const others = this.#other.prints.sketches;
    yield* pairsBetween(sketches, others, ([entry, other]) => {
      const [ref, line] = [sketches.ref(entry), others.ref(other)];
      if (this.#leaks.has(ref)) return;
      const isAlike = sketches.answer(ref) === others.answer(line);
      note(isAlike ? alike : unlike, ref, line);
    });
    for (const [ref, lines] of alike) {
      const near = this.#nearest(ref, [...lines].sort(ascending), unlike.get(ref) ?? new Set());
      if (near !== undefined) this.#add(ref, near, "near");
      yield;
    }
  }

  #nearest(ref: number, lines: readonly number[], unlike: ReadonlySet<number>): number | undefined {
    const own = this.#ownRecords.at(ref);
    if (own === undefined) return undefined;
    const compared = lines.map((line) => {
      const record = this.#otherRecords.at(line);
      return { line, record, kind: record && compareRecords(own, record).kind };
    });
    const besides = compared.filter(({ kind }) => kind === "other-answer").map(({ line }) => line);
    const others = [...unlike, ...besides].flatMap((line) => this.#otherRecords.at(line) ?? []);
    const near = compared.find(
      ({ record, kind }) =>
        kind === "near" && record !== undefined && areNearBeside(own, record, others),
    );
    return near?.line;
  }

  /** What is the same in a record and the other one with its key, which a hash has brought together. */
  #sameTo(ref: number, { line, count }: FoundKey): Leak["kind"] | undefined {
    const [own, other] = [this.#searched.read(ref), this.#readOther(line)];
    if (own === undefined || other === undefined) return undefined;
    if (areEqualValues(own.value, other.value)) return "record";
    const [given, known] = [own, other].map(({ object }) => this.#own.format.parts(object ?? {}));
    if (given === undefined || known === undefined || !haveOnePrompt(given, known))
      return undefined;
    const isSameAnswer = areEqualValues(given.completion, known.completion, { trimmed: true });
    return isSameAnswer || count <= mostWithOnePrompt ? "prompt" : undefined;
  }

  #add(ref: number, line: number, kind: Leak["kind"] | undefined): void {
    if (kind !== undefined) this.#leaks.set(ref, { ref, line, kind });
  }

  #readOther(line: number): DatasetRecord | undefined {
    const read = readLine(this.#other.lineText(line));
    return read.kind === "record" ? read.record : undefined;
  }
}

function haveOnePrompt({ prompt, isPromptEmpty }: RecordParts, other: RecordParts): boolean {
  return prompt !== undefined && !isPromptEmpty && areEqualValues(prompt, other.prompt);
}

/** The first line with a key, and how many have it. */
interface FoundKey {
  readonly line: number;
  readonly count: number;
}

/** Finds the first line with a key. */
class FirstWithKey {
  readonly #chains: KeyChains;
  readonly #counts: Uint32Array<ArrayBuffer>;
  readonly #end: number;
  readonly #keys: Uint32Array<ArrayBuffer>;

  /** For the lines from 0 up to `end` with their keys; a key of 0 is none. */
  constructor(end: number, keys: Uint32Array<ArrayBuffer>) {
    this.#chains = new KeyChains(end);
    this.#counts = new Uint32Array(end);
    this.#end = end;
    this.#keys = keys;
  }

  *addAll(): Generator<void> {
    for (let line = 0; line < this.#end; line += 1) {
      if (line % linesPerStep === 0) yield;
      const key = this.#keys[line] ?? 0;
      if (key === 0) continue;
      const first = this.#first(key);
      if (first === undefined) this.#chains.add(key, line);
      const counted = first ?? line;
      this.#counts[counted] = (this.#counts[counted] ?? 0) + 1;
    }
  }

  of(key: number): FoundKey | undefined {
    const line = key === 0 ? undefined : this.#first(key);
    return line === undefined ? undefined : { line, count: this.#counts[line] ?? 0 };
  }

  #first(key: number): number | undefined {
    return entriesWith(this.#chains, key, this.#keys)[0];
  }
}

function note(sets: Map<number, Set<number>>, ref: number, line: number): void {
  const set = sets.get(ref) ?? new Set();
  if (set.size < mostOthers) set.add(line);
  sets.set(ref, set);
}

function ascending(a: number, b: number): number {
  return a - b;
}
