import type { TextEnd } from "./closing-quote.js";
import { keyEndBeforeColon, wrongClosingQuote } from "./closing-quote.js";
import { cutBack } from "./cut-trouble.js";
import type { TextStyle } from "./rewrite-text.js";
import { roleAt } from "./text-end.js";
import { mendText } from "./text-mend.js";
import type { Mend, Place } from "./trouble.js";
import { closerOf, closersOf, closing, replace } from "./trouble.js";

/** A text that has a start, and no end. */
export interface OpenText {
  readonly start: number;
  readonly contentStart: number;
  readonly style: TextStyle;
}

/** Ends a text that goes on to the end of the line. */
export function mendOpenText(place: Place, open: OpenText): Mend | undefined {
  const { start, contentStart, style } = open;
  const found = ownEnd(place, contentStart);
  if (found !== undefined) {
    const { contentEnd, end } = found;
    const content = { start: contentStart, end: contentEnd };
    return { ...mendText(place, { start, end, content, style }), isCertain: false };
  }
  return roleAt(place.tree.state) === "key" ? cutBack(place) : mendCutText(place, open);
}

function mendCutText(place: Place, { start, contentStart, style }: OpenText): Mend {
  const { text, tree } = place;
  const content = { start: contentStart, end: danglingEscapeStart(text, contentStart) };
  const mend = mendText(place, { start, end: text.length, content, style });
  return {
    ...mend,
    edits: [...mend.edits, replace(text.length, text.length, closersOf(tree.brackets))],
    isCertain: false,
    steps: [...mend.steps, ...closing(tree.brackets.length)],
    isCut: true,
  };
}

/** Where a text ends of which only the closing quote is missing: the line goes on behind it. */
export function ownEnd(place: Place, contentStart: number): TextEnd | undefined {
  const { text, tree } = place;
  const end = text.length;
  if (roleAt(tree.state) === "key") {
    return keyEndBeforeColon(text, { start: contentStart, end });
  }
  const closersStart = ownClosersStart(place, contentStart);
  return closersStart === undefined
    ? undefined
    : wrongClosingQuote(text, { start: contentStart, end: closersStart });
}

/**
 * Where the brackets start that close the record at the end of the line, where only the quote
 * before them is missing: the text opens fewer brackets than it closes.
 */
function ownClosersStart({ text, tree }: Place, contentStart: number): number | undefined {
  if (tree.brackets.length === 0) return undefined;
  let position = text.length;
  for (const { kind } of tree.brackets) {
    position = blankStart(text, contentStart, position);
    if (position <= contentStart || text.charAt(position - 1) !== closerOf(kind)) return undefined;
    position -= 1;
  }
  const content = text.slice(contentStart);
  const opened = content.match(/[{[]/g)?.length ?? 0;
  const closed = content.match(/[}\]]/g)?.length ?? 0;
  return closed - opened >= tree.brackets.length ? position : undefined;
}

/** Where the JSON white space before a position starts. */
function blankStart(text: string, from: number, position: number): number {
  let start = position;
  while (start > from && " \t\r\n".includes(text.charAt(start - 1))) start -= 1;
  return start;
}

/** Where an escape starts that was cut at the end of the text; the text's length without one. */
export function danglingEscapeStart(text: string, contentStart: number): number {
  const tail = /\\(?:u[0-9A-Fa-f]{0,3})?$/.exec(text.slice(-5));
  if (tail === null) return text.length;
  const start = text.length - tail[0].length;
  let before = start;
  while (before > contentStart && text.charAt(before - 1) === "\\") before -= 1;
  return (start - before) % 2 === 0 ? start : text.length;
}
