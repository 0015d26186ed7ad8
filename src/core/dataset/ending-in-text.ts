import { trailingRunStart } from "../json/trailing-run.js";
import { wholeEnding } from "../kernel/text-ending.js";
import type { CommonEnding } from "./ending-tally.js";

/** A dataset's ending as texts show it to people: of one whose start is not known, with `…` before it. */
export function shownEnding({ text, isCut }: CommonEnding): string {
  return JSON.stringify(isCut ? `…${text}` : text);
}

/**
 * Where in a text the dataset's ending starts that stands at its end, spaces and tabs apart: all of
 * it, however long. `undefined` where the text does not end so.
 */
export function endingStart(value: string, ending: CommonEnding): number | undefined {
  const kept = value.slice(0, trailingRunStart(value, " \t"));
  if (!kept.endsWith(ending.text)) return undefined;
  const whole = ending.isCut ? wholeEnding(kept) : ending.text;
  return kept.length - Math.max(whole.length, ending.text.length);
}

/** A text without the dataset's ending, and without the spaces and tabs at its end. */
export function withoutEnding(value: string, ending: CommonEnding): string {
  return value.slice(0, endingStart(value, ending) ?? trailingRunStart(value, " \t"));
}

/** All of a dataset's ending that may have been cut, as far as some of its texts have it in common. */
export function wholeOf(ending: CommonEnding, texts: Iterable<string>): string {
  if (!ending.isCut) return ending.text;
  let common: string | undefined;
  for (const value of texts) {
    const start = endingStart(value, ending);
    if (start === undefined) continue;
    const whole = value.slice(start, trailingRunStart(value, " \t"));
    common = common === undefined ? whole : commonEnd(common, whole);
  }
  return common ?? ending.text;
}

function commonEnd(a: string, b: string): string {
  let length = 0;
  while (length < a.length && length < b.length && a.at(-1 - length) === b.at(-1 - length)) {
    length += 1;
  }
  return a.slice(a.length - length);
}
