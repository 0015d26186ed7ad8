import { matchAt } from "../json-tokens.js";
import type { Span } from "../span.js";
import type { TextRole } from "./text-end.js";
import { canEndBefore, doubleQuote, nextQuote } from "./text-end.js";
import { mendText } from "./text-mend.js";
import type { Place, Trouble } from "./trouble.js";

const bare = {
  value: /[^"'\\{}[\],:()\u0000-\u001f]+/y,
  key: /[^"'\\{}[\],:()\u0000-\u001f]{1,64}/y,
} as const;

/** A value of the innermost open bracket whose opening quote is missing. */
export function missingStartOfValue(place: Place, start: number): Trouble | undefined {
  if (place.tree.brackets.length === 0 || place.lookahead.isSpent) return undefined;
  const quote = nextQuote(place.text, start, doubleQuote);
  if (!place.lookahead.pay((quote?.end ?? place.text.length) - start)) return undefined;
  if (quote === undefined || !canEndBefore(place, "value", quote.end)) return undefined;
  return missingStart(place, start - ownBlanks(place.text, start), quote);
}

/**
 * How many of the blanks before a value are its own: those that the first colon of the line does
 * not have behind it.
 */
function ownBlanks(text: string, start: number): number {
  const before = text.slice(Math.max(0, start - 16), start);
  const [, blanks = ""] = /:( *)$/.exec(before) ?? [];
  const [, usual = ""] = /^[^"]*"[^"\\]{0,128}" *:( *)/.exec(text.slice(0, 200)) ?? [];
  return Math.max(0, blanks.length - usual.length);
}

/** A key whose opening quote is missing. */
export function missingStartOfKey(place: Place): Trouble | undefined {
  const { text, position } = place;
  const content = matchAt(bare.key, text, position) ?? "";
  const quote = { start: position + content.length, end: position + content.length + 1 };
  if (content === "" || text.charAt(quote.start) !== '"') return undefined;
  return canEndBefore(place, "key", quote.end) ? missingStart(place, position, quote) : undefined;
}

function missingStart(place: Place, start: number, quote: Span): Trouble {
  const found = {
    start,
    end: quote.end,
    content: { start, end: quote.start },
    style: "json",
  } as const;
  return {
    kind: "missing-quote",
    span: { start, end: start + 1 },
    mend: () => ({ ...mendText(place, found), isCertain: false }),
  };
}

/** A value without any quotes: up to where it can end, if no bracket or quote is in it. */
export function bareText(place: Place, start: number): Trouble | undefined {
  return place.tree.brackets.length === 0 ? undefined : unquoted(place, "value", start);
}

/** A key without any quotes. */
export function bareKey(place: Place): Trouble | undefined {
  return unquoted(place, "key", place.position);
}

function unquoted(place: Place, role: TextRole, start: number): Trouble | undefined {
  const { text } = place;
  const run = matchAt(bare[role], text, start) ?? "";
  if (!place.lookahead.pay(run.length)) return undefined;
  const end = start + run.trimEnd().length;
  if (end === start || !canEndBefore(place, role, start + run.length)) return undefined;
  const span = { start, end };
  const isCertain = role === "key" && isIdentifier(text.slice(start, end));
  return {
    kind: role === "key" ? "unquoted-key" : "not-a-value",
    span,
    mend: () => ({ ...mendText(place, { ...span, content: span, style: "json" }), isCertain }),
  };
}

/** Whether JavaScript takes it for a key; what it makes of Python's words is another matter. */
function isIdentifier(text: string): boolean {
  return /^(?!(?:True|False|None)$)[A-Za-z_$][\w$]*$/.test(text);
}
