import { wrongEnd } from "./closing-quote.js";
import { endTrouble } from "./cut-trouble.js";
import { danglingEscapeStart, mendOpenText, ownEnd } from "./open-text.js";
import { doubleQuote, nextQuote } from "./text-end.js";
import { mendText } from "./text-mend.js";
import type { Mend, Place, Trouble } from "./trouble.js";

/** Names what is wrong inside a string that starts with a double quote. */
export function textTrouble(place: Place, start: number): Trouble {
  const { text, position } = place;
  const mend = (): Mend | undefined => mendString(place, start);
  const found = position < text.length ? undefined : ownEnd(place, start + 1);
  if (found !== undefined) return { ...wrongEnd(text, found), mend };
  const isCut = position >= text.length || danglingEscapeStart(text, start + 1) === position;
  if (isCut) {
    const { kind, span } = endTrouble(place);
    return { kind, span: { start: Math.min(position, span.start), end: span.end }, mend };
  }
  if (text.charAt(position) !== "\\") {
    return { kind: "control-character", span: { start: position, end: position + 1 }, mend };
  }
  const length = /^\\u[0-9A-Fa-f]{0,3}/.exec(text.slice(position, position + 6))?.[0].length ?? 2;
  return { kind: "bad-escape", span: { start: position, end: position + length }, mend };
}

/** Mends all of the string at once; whether it ends where it seems to shows what follows it. */
function mendString(place: Place, start: number): Mend | undefined {
  const contentStart = start + 1;
  const quote = nextQuote(place.text, contentStart, doubleQuote);
  if (quote === undefined) return mendOpenText(place, { start, contentStart, style: "json" });
  const content = { start: contentStart, end: quote.start };
  return mendText(place, { start, end: quote.end, content, style: "json" });
}
