import type { Aggregate } from "./aggregate.js";
import { shortColumn } from "./growing-column.js";
import { longestLabel, mostLabels } from "./label-tally.js";
import type { RecordFacts } from "./record-facts.js";

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

/** How each record writes its label; of datasets without labels no more than memory for it. */
class LabelSpellings {
  /** The code of each record's spelling; 0 where it has none. */
  readonly #codes: ReturnType<typeof shortColumn>;
  readonly #byHash = new Map<number, Spelling>();
  readonly #freeCodes: number[] = [];

  constructor(expected: number) {
    this.#codes = shortColumn(expected);
  }

  add(ref: number, { completion }: RecordFacts): void {
    if (!completion.isThere || completion.length > longestLabel) return;
    const spelling = this.#spelling(completion.hashLow, () => completion.text);
    if (spelling === undefined) return;
    spelling.count += 1;
    this.#codes.set(ref, spelling.code);
  }

  remove(ref: number, { completion }: RecordFacts): void {
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
      const spelling = this.#spelling(hash, () => text);
      if (spelling === undefined) continue;
      spelling.count += count;
      newCodes.set(code, spelling.code);
    }
    for (let ref = 0; ref < other.#codes.capacity; ref += 1) {
      const code = newCodes.get(other.#codes.get(ref));
      if (code !== undefined) this.#codes.set(ref + refOffset, code);
    }
  }

  /**
   * The records whose label differs from a more frequent one in white space only, where that is
   * `wanted`.
   */
  odd(wanted: (label: string, usual: string) => boolean): readonly OddLabel[] {
    const usual = this.#usualTexts(wanted);
    if (usual.size === 0) return [];
    const found: OddLabel[] = [];
    for (let ref = 0; ref < this.#codes.capacity; ref += 1) {
      const odd = usual.get(this.#codes.get(ref));
      if (odd !== undefined) found.push({ ref, ...odd });
    }
    return found;
  }

  /** The spellings that differ from how most write it, by their codes. */
  #usualTexts(
    wanted: (label: string, usual: string) => boolean,
  ): ReadonlyMap<number, Omit<OddLabel, "ref">> {
    const best = new Map<string, Spelling>();
    for (const one of this.#byHash.values()) {
      const plain = withoutBlanks(one.text);
      const other = best.get(plain);
      if (other === undefined || isBefore(one, other)) best.set(plain, one);
    }
    const usual = new Map<number, Omit<OddLabel, "ref">>();
    for (const { text, code, count } of this.#byHash.values()) {
      const most = best.get(withoutBlanks(text));
      // Of two that are equally frequent neither is the usual one.
      if (most === undefined || most.count <= count) continue;
      if (wanted(text, most.text)) usual.set(code, { text, usual: most.text });
    }
    return usual;
  }

  #spelling(hash: number, text: () => string): Spelling | undefined {
    const known = this.#byHash.get(hash);
    if (known !== undefined || this.#byHash.size === mostLabels) return known;
    const code = this.#freeCodes.pop() ?? this.#byHash.size + 1;
    const added = { hash, text: text(), code, count: 0 };
    this.#byHash.set(hash, added);
    return added;
  }
}

export type { LabelSpellings };

/** A label without its white space: two that agree in this are meant to be the same. */
function withoutBlanks(text: string): string {
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
