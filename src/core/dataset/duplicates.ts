import type { FingerprintIndex } from "./fingerprint-index.js";
import type { JsonValue } from "../json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../json/json-node.js";
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

/** Whether two answers are equal apart from the white space around their texts. */
export function areEqualTrimmed(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (typeof a === "string" && typeof b === "string") return a.trim() === b.trim();
  if (isJsonArray(a) && isJsonArray(b)) {
    return a.length === b.length && a.every((item, index) => areEqualTrimmed(item, b[index]));
  }
  if (!isJsonObject(a) || !isJsonObject(b)) return a === b;
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => areEqualTrimmed(ownMember(a, name), ownMember(b, name)));
}
