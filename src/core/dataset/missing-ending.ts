import type { Edit, Span } from "../json/span.js";
import { escapeJsonText } from "../json/string-offsets.js";
import { trailingRunStart } from "../json/trailing-run.js";
import type { Report } from "../rules/rule.js";
import type { CommonEnding } from "./ending-tally.js";
import { shownEnding } from "./ending-in-text.js";
import type { DatasetRecord } from "./record.js";

/** What most texts of a dataset end with and one does not. */
export interface MissingEnding {
  readonly ending: CommonEnding;
  /** It, as people read it. */
  readonly shown: string;
  /** Where it should stand: the blanks that end the text, or nothing. */
  readonly place: Span;
}

/**
 * Reports at the last characters of a field where its text lacks an ending; spaces and tabs may
 * stand behind it.
 */
export function reportMissingEnding(
  record: DatasetRecord,
  field: string,
  ending: CommonEnding | undefined,
  report: Report<MissingEnding>,
): void {
  const value = record.string(field) ?? "";
  const end = trailingRunStart(value, " \t");
  if (ending === undefined || value.slice(0, end).endsWith(ending.text)) return;
  const text = record.textAt([field]);
  if (text === undefined) return;
  const place = text.span(end, value.length);
  report(text.span(Math.max(end - 2, 0), end), { ending, shown: shownEnding(ending), place });
}

/** Puts the ending where it is missing; `undefined` where nobody knows all of it. */
export function addEnding({ ending, place }: MissingEnding): readonly Edit[] | undefined {
  return ending.isCut ? undefined : [{ span: place, text: escapeJsonText(ending.text) }];
}
