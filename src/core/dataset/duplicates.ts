import type { Span } from "../json/span.js";
import type { LinePlace } from "../rules/rule.js";
import type { FingerprintIndex } from "./fingerprint-index.js";

/** Where the record stands in its line: without the white space around it. */
export function recordSpan(text: string): Span {
  const end = text.trimEnd().length;
  return { start: Math.min(text.length - text.trimStart().length, end), end };
}

/** The refs of a group as they stand in the file. */
export function inOrder(group: Iterable<number>, place: LinePlace): readonly number[] {
  return [...group].sort((a, b) => place(a) - place(b));
}

/** A number that equal records share: 53 bits of their hash. Values decide in the end. */
export function wholeKey(index: FingerprintIndex, ref: number): number {
  const { recordLow, recordHigh } = index.get(ref);
  return (recordHigh >>> 11) * 0x1_0000_0000 + recordLow;
}
