import type { Aggregate } from "./aggregate.js";
import { shortColumn } from "./growing-column.js";
import { longestLabel, mostLabels } from "./label-tally.js";
import type { RecordFacts } from "./record-facts.js";

/** A label as it is written, and how many records have it. */
export interface CountedLabel {
  readonly text: string;
  readonly count: number;
}

/** One way in which a label is written. */
interface Spelling {
  readonly text: string;
  readonly hash: number;
  /** What records with it have in the column, from 1. */
  readonly code: number;
  count: number;
}

/** A record whose label is written in another way than in most records. */
export interface OddLabel {
  readonly ref: number;
  /** How it is written here, and how in most records. */
  readonly text: string;
  readonly usual: string;
}

/** A record and its label as it is written there. */
export interface LabelledRecord {
  readonly ref: number;
  readonly text: string;
}

/** How each record writes its label; of datasets without labels no more than memory for it. */
export class LabelSpellings {
  /** The code of each record's spelling; 0 where it has none. */
  readonly #codes: ReturnType<typeof shortColumn>;
  readonly #byHash = new Map<number, Spelling>();
  readonly #freeCodes: number[] = [];
  readonly #longest: number;
  /** Behind the last ref that has ever had a code. */
  #end = 0;

  /** `longest` is in bytes: of longer texts nothing is kept. */
  constructor(expected: number, longest = longestLabel) {
    this.#longest = longest;
    this.#codes = shortColumn(expected);
  }

  add(ref: number, { completion }: Pick<RecordFacts, "completion">): void {
    if (!completion.isThere || completion.length > this.#longest) return;
    const spelling = this.#spelling(completion.hashLow, completion);
    if (spelling === undefined) return;
    spelling.count += 1;
    this.#codes.set(ref, spelling.code);
    this.#end = Math.max(this.#end, ref + 1);
  }

  remove(ref: number, { completion }: Pick<RecordFacts, "completion">): void {
    if (this.#codes.get(ref) === 0) return;
    this.#codes.set(ref, 0);
    const spelling = this.#byHash.get(completion.hashLow);
    if (spelling === undefined) return;
    spelling.count -= 1;
    if (spelling.count > 0) return;
    this.#byHash.delete(spelling.hash);
    this.#freeCodes.push(spelling.code);
  }

  merge(other: LabelSpellings, refOffset: number): void {
    const newCodes = new Map<number, number>();
    for (const { hash, text, count, code } of other.#byHash.values()) {
      const spelling = this.#spelling(hash, { text });
      if (spelling === undefined) continue;
      spelling.count += count;
      newCodes.set(code, spelling.code);
    }
    for (let ref = 0; ref < other.#end; ref += 1) {
      const code = newCodes.get(other.#codes.get(ref));
      if (code !== undefined) this.#codes.set(ref + refOffset, code);
    }
    this.#end = Math.max(this.#end, other.#end + refOffset);
  }

  /**
   * The records whose label is the same as a more frequent one by what `plainOf` leaves of it,
   * where that is `wanted`.
   */
  odd(
    plainOf: (label: string) => string,
    wanted: (label: string, usual: string) => boolean,
  ): readonly OddLabel[] {
    return this.#records(this.#usualTexts(plainOf, wanted));
  }

  /** All labels, the most frequent first. */
  get labels(): readonly CountedLabel[] {
    return [...this.#byHash.values()].sort((a, b) => (isBefore(a, b) ? -1 : 1));
  }

  /** The records with labels that have a substitute here. */
  recordsOf(substitutes: ReadonlyMap<string, string>): readonly OddLabel[] {
    const byCode = new Map<number, Omit<OddLabel, "ref">>();
    for (const { text, code } of this.#byHash.values()) {
      const usual = substitutes.get(text);
      if (usual !== undefined) byCode.set(code, { text, usual });
    }
    return this.#records(byCode);
  }

  /** The first record with each of some labels. */
  firstOfEach(
    labels: readonly string[],
    place: (ref: number) => number,
  ): readonly LabelledRecord[] {
    const wanted = new Set(labels);
    const byCode = new Map<number, string>();
    for (const { text, code } of this.#byHash.values())
      if (wanted.has(text)) byCode.set(code, text);
    const firsts = new Map<string, LabelledRecord>();
    // Nothing is made for each record: there may be millions.
    for (let ref = 0; byCode.size > 0 && ref < this.#end; ref += 1) {
      const text = byCode.get(this.#codes.get(ref));
      if (text === undefined) continue;
      const first = firsts.get(text);
      if (first === undefined || place(ref) < place(first.ref)) firsts.set(text, { ref, text });
    }
    return [...firsts.values()];
  }

  /** Numbers that stand for the labels of the records, or of some of them evenly chosen. */
  sample(most: number): readonly { readonly ref: number; readonly label: number }[] {
    const step = Math.ceil(this.#end / most);
    const found: { readonly ref: number; readonly label: number }[] = [];
    for (let ref = 0; ref < this.#end; ref += step) {
      const label = this.#codes.get(ref);
      if (label !== 0) found.push({ ref, label });
    }
    return found;
  }

  /** The records whose labels are among these, by code. */
  #records(byCode: ReadonlyMap<number, Omit<OddLabel, "ref">>): readonly OddLabel[] {
    if (byCode.size === 0) return [];
    const found: OddLabel[] = [];
    for (let ref = 0; ref < this.#end; ref += 1) {
      const odd = byCode.get(this.#codes.get(ref));
      if (odd !== undefined) found.push({ ref, ...odd });
    }
    return found;
  }

  /** The spellings that differ from how most write it, by their codes. */
  #usualTexts(
    plainOf: (label: string) => string,
    wanted: (label: string, usual: string) => boolean,
  ): ReadonlyMap<number, Omit<OddLabel, "ref">> {
    const best = new Map<string, Spelling>();
    for (const one of this.#byHash.values()) {
      const plain = plainOf(one.text);
      const other = best.get(plain);
      if (other === undefined || isBefore(one, other)) best.set(plain, one);
    }
    const usual = new Map<number, Omit<OddLabel, "ref">>();
    for (const { text, code, count } of this.#byHash.values()) {
      const most = best.get(plainOf(text));
      // Of two that are equally frequent neither is the usual one.
      if (most === undefined || most.count <= count) continue;
      if (wanted(text, most.text)) usual.set(code, { text, usual: most.text });
    }
    return usual;
  }

  #spelling(hash: number, from: { readonly text: string }): Spelling | undefined {
    const known = this.#byHash.get(hash);
    if (known !== undefined || this.#byHash.size === mostLabels) return known;
    const code = this.#freeCodes.pop() ?? this.#byHash.size + 1;
    const added = { hash, text: from.text, code, count: 0 };
    this.#byHash.set(hash, added);
    return added;
  }
}

/** A label without its white space: two that agree in this are meant to be the same. */
export function withoutBlanks(text: string): string {
  return text.trim().replaceAll(/\s+/g, " ");
}

/** The more frequent one; of equally frequent ones an order that nothing else depends on. */
function isBefore(a: Spelling, b: Spelling): boolean {
  return a.count > b.count || (a.count === b.count && a.text < b.text);
}

/** How each record writes its label. */
export const labelSpellings: Aggregate<LabelSpellings> = {
  empty: (expected) => new LabelSpellings(expected),
  add: (spellings, ref, facts) => spellings.add(ref, facts),
  remove: (spellings, ref, facts) => spellings.remove(ref, facts),
  merge: (spellings, other, refOffset) => spellings.merge(other, refOffset),
};
