import { nameOf, withNames } from "./unseen-characters.js";

/** A stretch of a text that is drawn in one way. */
export interface Stretch {
  readonly kind: "plain" | "separator" | "space";
  /** As it is drawn: what would not be seen has a sign or a name for it. */
  readonly text: string;
}

const signs: Readonly<Record<string, string>> = {
  "\n": "↵\n",
  "\r": "␍",
  "\t": "→\t",
  "\u00A0": "⍽",
};

/**
 * Cuts a text into stretches: its separator, and what would not be seen (line ends, tabs, blanks at
 * the ends of a line or several in a row, characters without a shape of their own).
 */
export function stretches(text: string, separator: string | null): readonly Stretch[] {
  const isSeparated = separator !== null && separator !== "" && text.endsWith(separator);
  if (!isSeparated) return spaced(text);
  const body = text.slice(0, text.length - separator.length);
  return [...spaced(body), { kind: "separator", text: withSigns(separator) }];
}

const unseen =
  /^ +| +$| +(?=[\r\n])|(?<=\n) +| {2,}|[\n\r\t\u00A0]|[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]+/gu;

function spaced(text: string): readonly Stretch[] {
  const found: Stretch[] = [];
  let end = 0;
  for (const match of text.matchAll(unseen)) {
    if (match.index > end) found.push({ kind: "plain", text: text.slice(end, match.index) });
    found.push({ kind: "space", text: withSigns(match[0]) });
    end = match.index + match[0].length;
  }
  if (end < text.length) found.push({ kind: "plain", text: text.slice(end) });
  return found;
}

function withSigns(text: string): string {
  return withNames(
    text.replace(/[\n\r\t\u00A0]/g, (sign) => signs[sign] ?? nameOf(sign)).replaceAll(" ", "·"),
  );
}
