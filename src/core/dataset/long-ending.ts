import type { Span } from "../json/span.js";
import type { DatasetView, Suspect } from "../rules/rule.js";
import type { CommonEnding } from "./ending-tally.js";
import type { DatasetRecord } from "./record.js";

/** In characters. One more than the old official tool allows, whose own `\n\n### =>\n\n` has 11. */
const longest = 11;

/** The first record of a dataset whose texts end in something longer than it has to be. */
export interface FirstWithEnding extends Suspect {
  readonly ending: string;
}

/** That record, where an ending is long and the target needs one at all. */
export function firstWithLongEnding(
  ending: CommonEnding | undefined,
  { firstRef, context }: DatasetView,
): readonly FirstWithEnding[] {
  if (firstRef === undefined || ending === undefined || !context.target.needsSeparator) return [];
  return ending.text.length > longest ? [{ ref: firstRef, ending: ending.text }] : [];
}

/** Where an ending stands in a record's member, or all of the member where it ends otherwise. */
export function endingPlace(
  record: DatasetRecord,
  member: string,
  ending: string,
): Span | undefined {
  const text = record.textAt([member]);
  if (text === undefined) return undefined;
  const { length } = text.value;
  return text.value.endsWith(ending) ? text.span(length - ending.length, length) : text.quoted;
}
