import { openingBytes } from "../kernel/text-marks.js";
import type { TextFacts } from "./record-facts.js";

/** How nearly all texts of a dataset start. */
export interface CommonOpening {
  readonly text: string;
  /** How many texts start with it, of how many. */
  readonly count: number;
  readonly total: number;
}

interface OpeningClass {
  readonly text: string;
  count: number;
}

/** A common opening is among the first ones that come. */
const mostClasses = 64;
const knownMask = 0x3ff;
const fewest = 10;
const commonShare = 0.9;

/** How many texts have each opening. Texts can be added, removed and merged. */
export class OpeningTally {
  /** Texts that are not empty. */
  #total = 0;
  readonly #classes = new Map<number, OpeningClass>();
  /** By the last bits of their hashes: 0 where there is no class, and there has been none. */
  readonly #known = new Uint8Array(knownMask + 1);

  add(facts: TextFacts): void {
    if (facts.length === 0) return;
    this.#total += 1;
    if (facts.opening === 0) return;
    // Most openings come once: of nearly all of them this tells without a search.
    const isFull = this.#classes.size === mostClasses;
    if (isFull && this.#known[facts.opening & knownMask] === 0) return;
    const found = this.#classes.get(facts.opening);
    if (found !== undefined) found.count += 1;
    else if (!isFull) this.#addClass(facts.opening, { text: openingOf(facts.text), count: 1 });
  }

  remove(facts: TextFacts): void {
    if (facts.length === 0) return;
    this.#total -= 1;
    const found = this.#classes.get(facts.opening);
    if (found === undefined) return;
    found.count -= 1;
    if (found.count === 0) this.#classes.delete(facts.opening);
  }

  merge(other: OpeningTally): void {
    this.#total += other.#total;
    for (const [hash, { text, count }] of other.#classes) {
      const found = this.#classes.get(hash);
      if (found !== undefined) found.count += count;
      else if (this.#classes.size < mostClasses) this.#addClass(hash, { text, count });
    }
  }

  /** The opening that nearly all texts have, if there is one. */
  get common(): CommonOpening | undefined {
    const found = [...this.#classes.values()].find(
      ({ count }) => count >= fewest && count >= this.#total * commonShare,
    );
    return found && { ...found, total: this.#total };
  }

  #addClass(hash: number, added: OpeningClass): void {
    this.#classes.set(hash, added);
    this.#known[hash & knownMask] = 1;
  }
}

/** The whole characters among the first bytes of a text. */
function openingOf(text: string): string {
  const bytes = new TextEncoder().encode(text.slice(0, openingBytes)).subarray(0, openingBytes);
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes).replace(/\ufffd+$/, "");
}
