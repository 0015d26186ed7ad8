import { trailingRunStart } from "../json/trailing-run.js";
import type { DatasetView, Report, Suspect } from "../rules/rule.js";
import type { DatasetTokens } from "../tokens/dataset-tokens.js";
import { endingStart, shownEnding } from "./ending-in-text.js";
import type { CommonEnding } from "./ending-tally.js";
import type { DatasetRecord } from "./record.js";

/** In characters. One more than the old official tool allows, whose own `\n\n### =>\n\n` has 11. */
const longest = 11;

/** The first record of a dataset whose texts end in something longer than it has to be. */
export interface FirstWithEnding extends Suspect {
  readonly ending: CommonEnding;
}

/** That record, where an ending is long and the target needs one at all. */
export function firstWithLongEnding(
  ending: CommonEnding | undefined,
  { firstRef, context }: DatasetView,
): readonly FirstWithEnding[] {
  if (firstRef === undefined || ending === undefined || !context.target.needsSeparator) return [];
  const mayBeLong = ending.isCut || ending.text.length > longest;
  return mayBeLong ? [{ ref: firstRef, ending }] : [];
}

/** A long ending as one record has it. */
export interface LongEnding {
  /** All of it, as people read it. */
  readonly shown: string;
  /** Whether other records may have a longer or shorter one, of which this is the end. */
  readonly isCut: boolean;
  /** `undefined` where nobody can count them. */
  readonly tokens: number | undefined;
}

/** Reports an ending where it stands in a record's member, or all of the member where it ends otherwise. */
export function reportLongEnding(
  record: DatasetRecord,
  member: string,
  ending: CommonEnding,
  { report, tokens }: { readonly report: Report<LongEnding>; readonly tokens: DatasetTokens },
): void {
  const text = record.textAt([member]);
  if (text === undefined) return;
  const start = endingStart(text.value, ending);
  const end = trailingRunStart(text.value, " \t");
  const whole = start === undefined ? ending.text : text.value.slice(start, end);
  if (whole.length <= longest) return;
  report(start === undefined ? text.quoted : text.span(start, end), {
    shown: start === undefined ? shownEnding(ending) : JSON.stringify(whole),
    isCut: ending.isCut,
    tokens: tokens.counter()?.count(whole),
  });
}
