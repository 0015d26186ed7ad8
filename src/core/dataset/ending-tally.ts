import { trailingRunStart } from "../json/trailing-run.js";
import { mayBeCut, textEnding } from "../kernel/text-ending.js";
import { signClass } from "../kernel/text-signs.js";
import type { TextFacts } from "./record-facts.js";

/** The text that most prompts or completions of a dataset end with. */
export interface CommonEnding {
  readonly text: string;
  /** The hashes that texts which end with it have in their facts, as far as they are known. */
  readonly hashes: ReadonlySet<number>;
  /** Whether it has at least two marks or a symbol and no words: plain text does not hold it. */
  readonly isDistinctive: boolean;
  /** Whether it may be but the last part of a longer one, of which nobody knows how it starts. */
  readonly isCut: boolean;
}

/** An ending with the number of texts that have it, of all that are not empty. */
export interface CountedEnding {
  readonly text: string;
  readonly count: number;
  readonly total: number;
}

interface EndingClass {
  readonly text: string;
  readonly hash: number;
  count: number;
}

/** In characters: of longer ones the old official tool said that they seem very long. */
export const longestEnding = 10;

const mostClasses = 4_096;
/** An ending is common where so many texts have it, and this share of all. */
const fewest = 4;
const commonShare = 0.9;
/** One of several endings is no accident where it has this share. */
const rivalShare = 0.05;
/** A longer ending is better than a shorter one that so much of a share has. */
const goodEnough = 0.95;
/** Only the most frequent endings can be common, or what they end with. */
const classesToTry = 4;

/** How many texts have each ending. Texts can be added, removed and merged. */
export class EndingTally {
  /** Texts that are not empty, whatever they end with. */
  #total = 0;
  /** Texts with an ending for which there was no room any more. */
  #overflow = 0;
  readonly #classes = new Map<number, EndingClass>();
  #last: EndingClass | undefined;

  add(facts: TextFacts): void {
    if (!facts.isThere || facts.length === 0) return;
    this.#total += 1;
    const hash = facts.ending;
    if (hash === 0) return;
    const last = this.#last;
    if (last !== undefined && last.hash === hash) last.count += 1;
    else this.#addTo(hash, facts, 1);
  }

  remove(facts: TextFacts): void {
    if (!facts.isThere || facts.length === 0) return;
    this.#total -= 1;
    if (facts.ending === 0) return;
    const found = this.#classes.get(facts.ending);
    if (found === undefined) {
      this.#overflow -= 1;
      return;
    }
    found.count -= 1;
    if (found.count > 0) return;
    this.#classes.delete(found.hash);
    this.#last = undefined;
  }

  merge(other: EndingTally): void {
    this.#total += other.#total;
    this.#overflow += other.#overflow;
    for (const { hash, text, count } of other.#classes.values()) {
      this.#addTo(hash, text, count);
    }
  }

  /** Whether endings were left out for which there would be room now: count from the start. */
  get isStale(): boolean {
    return this.#overflow > 0 && this.#classes.size < mostClasses;
  }

  /** The ending that nearly all texts have, if there is one. */
  get common(): CommonEnding | undefined {
    const frequent = [...this.#classes.values()].sort(byFrequency).slice(0, classesToTry);
    const [most] = frequent;
    if (most === undefined || most.count * 8 < this.#total) return undefined;
    const candidates = new Set(frequent.flatMap(({ text }) => endingsOf(text)));
    const counted = [...candidates].map((text) => ({ text, count: this.#countWith(text) }));
    const best = Math.max(...counted.map(({ count }) => count));
    if (best < fewest || best < this.#total * commonShare) return undefined;
    const [longest] = counted
      .filter(({ count }) => count >= best * goodEnough && count >= this.#total * commonShare)
      .sort((a, b) => b.text.length - a.text.length || (a.text < b.text ? -1 : 1));
    return longest === undefined ? undefined : this.#ending(longest.text);
  }

  /**
   * The endings with marks and no words that nearly all texts have between them, where no single
   * one is common: the most frequent first, or none where there are not at least two.
   */
  get rivals(): readonly CountedEnding[] {
    if (this.common !== undefined) return [];
    const marked = [...this.#classes.values()].filter(({ text }) => isDistinctive(text));
    const shortest = marked.filter(
      ({ text }) => !marked.some((other) => other.text !== text && text.endsWith(other.text)),
    );
    const counted = shortest
      .map(({ text }) => ({ text, count: this.#countWith(text), total: this.#total }))
      .filter(({ count }) => count >= fewest && count >= this.#total * rivalShare)
      .sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1));
    const sum = counted.reduce((all, { count }) => all + count, 0);
    return counted.length > 1 && sum >= this.#total * commonShare ? counted : [];
  }

  /** How many texts end with a text. */
  #countWith(text: string): number {
    let sum = 0;
    for (const one of this.#classes.values()) if (one.text.endsWith(text)) sum += one.count;
    return sum;
  }

  #ending(text: string): CommonEnding {
    const covered = [...this.#classes.values()].filter((one) => one.text.endsWith(text));
    const hashes = new Set(covered.map(({ hash }) => hash));
    return { text, hashes, isDistinctive: isDistinctive(text), isCut: mayBeCut(text) };
  }

  /** The line breaks that end more than half of all texts, spaces and tabs behind them apart. */
  get lineBreaks(): string {
    const counts = new Map<string, number>();
    for (const { text, count } of this.#classes.values()) {
      const breaks = text.slice(trailingRunStart(text, "\r\n"));
      if (breaks !== "") counts.set(breaks, (counts.get(breaks) ?? 0) + count);
    }
    const common = [...counts].find(([, count]) => count * 2 > this.#total);
    return common === undefined ? "" : common[0];
  }

  /** The hash of an ending that some text has; 0 where none has it. */
  hashOf(ending: string): number {
    for (const { text, hash } of this.#classes.values()) if (text === ending) return hash;
    return 0;
  }

  /** `from` is a text with this ending, or the ending itself. */
  #addTo(hash: number, from: TextFacts | string, count: number): void {
    let found = this.#classes.get(hash);
    if (found === undefined) {
      if (this.#classes.size === mostClasses) {
        this.#overflow += count;
        return;
      }
      const text = typeof from === "string" ? from : textEnding(from.text);
      found = { hash, text, count: 0 };
      this.#classes.set(hash, found);
    }
    found.count += count;
    this.#last = found;
  }
}

/** The more frequent one first; of equally frequent ones in an order that nothing else changes. */
function byFrequency(a: EndingClass, b: EndingClass): number {
  return b.count - a.count || (a.text < b.text ? -1 : 1);
}

/**
 * An ending and what it ends with, by leaving out white space at its start: that may belong to the
 * text before it.
 */
function endingsOf(text: string): readonly string[] {
  const blanks = text.length - text.trimStart().length;
  // Where there is nothing but white space, something of it has to stay.
  const most = blanks === text.length ? blanks - 1 : blanks;
  return Array.from({ length: most + 1 }, (_, index) => text.slice(index));
}

/** Arrows and other symbols count as two marks. */
const distinctive = new RegExp(`^\\s*(?:[^\\s\\p{L}\\p{N}]{2,}|[${signClass.symbols}])\\s*$`, "u");

function isDistinctive(text: string): boolean {
  return distinctive.test(text);
}
