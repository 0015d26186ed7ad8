import type { FingerprintIndex } from "./fingerprint-index.js";
import type { LinePlace } from "../rules/rule.js";
import type { Span } from "../json/span.js";

/** Where the record stands in its line: without the white space around it. */
export function recordSpan(text: string): Span {
  const end = text.trimEnd().length;
  return { start: Math.min(text.length - text.trimStart().length, end), end };
}

/** The refs of a group as they stand in the file. */
export function inOrder(group: readonly number[], place: LinePlace): readonly number[] {
  return [...group].sort((a, b) => place(a) - place(b));
}

/** A text that two records share when they are equal. */
export function wholeKey(index: FingerprintIndex, ref: number): string {
  const { recordLow, recordHigh } = index.get(ref);
  return `${recordLow}:${recordHigh}`;
}
