import type { ComparedRecord } from "./compared-record.js";
import { fewestLongWords } from "./compared-record.js";
import { runsOf } from "./common-runs.js";
import type { WordChange } from "./word-changes.js";
import { wordChanges } from "./word-changes.js";

/**
 * Texts are nearly equal from this share of common runs of three words on (Jaccard): one word among
 * twenty may differ. Lee et al., "Deduplicating Training Data Makes Language Models Better", 2022,
 * take 0.8 of runs of five in long documents.
 */
export const leastSimilarity = 0.7;

/** With fewer runs of its own a text may be like another by chance. */
export const fewestOwnRuns = 10;

/** A stretch in which more words than this were replaced by more than this says something else. */
const mostReplaced = 2;

/** How two records compare. */
export type Comparison =
  /** One has most likely been made from the other: so many words differ. */
  | { readonly kind: "near"; readonly changedWords: number }
  /** What they are given is nearly the same, and they answer it, or a part of it, differently. */
  | { readonly kind: "other-answer" }
  | { readonly kind: "different" };

const different: Comparison = { kind: "different" };

/**
 * Says whether two records are nearly equal: what they are given has at least 0.7 of its runs of
 * three words (or whatever more is asked for) in common, each text and the answers are equal or,
 * where both are long, as similar, the same numbers stand in both, and nowhere do several words in
 * a row stand in place of others.
 */
export function compareRecords(
  a: ComparedRecord,
  b: ComparedRecord,
  least = leastSimilarity,
): Comparison {
  if (Math.min(a.ownRuns().size, b.ownRuns().size) < fewestOwnRuns) return different;
  if (similarity(a.ownRuns(), b.ownRuns()) < least) return different;
  if (!areSimilarTexts(allTexts(a), allTexts(b))) return { kind: "other-answer" };
  if (!haveSameNumbers(a, b)) return different;
  const given = wordChanges(a.allGiven, b.allGiven);
  const answer = wordChanges(a.allAnswer, b.allAnswer);
  // The same words with other signs between them may well be another formula.
  if (given === undefined || answer === undefined || given.length === 0) return different;
  const changes = [...given, ...answer];
  if (changes.some(isRewritten)) return different;
  return { kind: "near", changedWords: changes.reduce((sum, one) => sum + changedIn(one), 0) };
}

/**
 * Whether two near records are still near without the runs that they share with records that answer
 * something else. Many questions about one long text are no near duplicates.
 */
export function areNearBeside(
  a: ComparedRecord,
  b: ComparedRecord,
  others: readonly ComparedRecord[],
): boolean {
  const shared = new Set(others.flatMap((other) => [...other.ownRuns()]));
  const [left, right] = [a, b].map(
    (record) => new Set([...record.ownRuns()].filter((run) => !shared.has(run))),
  );
  if (left === undefined || right === undefined) return false;
  if (Math.min(left.size, right.size) < fewestOwnRuns) return false;
  return similarity(left, right) >= leastSimilarity;
}

/** The share of what two sets have together that is in both. */
export function similarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let both = 0;
  for (const one of a) if (b.has(one)) both += 1;
  const all = a.size + b.size - both;
  return all === 0 ? 1 : both / all;
}

/** The texts that a record is given, and all that it answers. */
function allTexts(record: ComparedRecord): readonly (readonly string[])[] {
  return [...record.given(), record.allAnswer];
}

/** Whether text by text two lists are equal or, where both texts are long, similar. */
function areSimilarTexts(
  texts: readonly (readonly string[])[],
  others: readonly (readonly string[])[],
): boolean {
  if (texts.length !== others.length) return false;
  return texts.every((words, at) => areSimilarWords(words, others[at] ?? []));
}

function areSimilarWords(words: readonly string[], others: readonly string[]): boolean {
  const isSame = words.length === others.length && words.every((word, at) => word === others[at]);
  if (isSame) return true;
  if (Math.min(words.length, others.length) < fewestLongWords) return false;
  return similarity(runsOf([words]), runsOf([others])) >= leastSimilarity;
}

function haveSameNumbers(a: ComparedRecord, b: ComparedRecord): boolean {
  const isGivenSame = numbersIn(a.allGiven) === numbersIn(b.allGiven);
  return isGivenSame && numbersIn(a.allAnswer) === numbersIn(b.allAnswer);
}

function numbersIn(words: readonly string[]): string {
  return words
    .filter((word) => /\p{N}/u.test(word))
    .toSorted()
    .join(" ");
}

function isRewritten({ removed, added }: WordChange): boolean {
  return Math.min(removed, added) > mostReplaced;
}

function changedIn({ removed, added }: WordChange): number {
  return Math.max(removed, added);
}
