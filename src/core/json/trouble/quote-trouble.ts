import { JsonReader } from "../json-reader.js";
import { matchAt, skipBlanks } from "../json-tokens.js";
import type { BracketView } from "../json-tree.js";
import type { Span } from "../span.js";
import { escapeJsonText } from "../string-offsets.js";
import type { TextEnd } from "./closing-quote.js";
import { keyEndBeforeColon, wrongClosingQuote, wrongEnd } from "./closing-quote.js";
import { unwrapTrouble } from "./escaped-line.js";
import {
  canEndBefore,
  doubleQuote,
  findTextEnd,
  isQuotedKey,
  looksLikeNext,
  nextQuote,
} from "./text-end.js";
import { mendLastText } from "./text-mend.js";
import type { Place, Trouble } from "./trouble.js";

/**
 * Tells whether the trouble is a quote of the string just before: one that belongs to the text, or
 * the start of the next string, because the closing quote is missing.
 */
export function quoteTrouble(place: Place): Trouble | undefined {
  const { last, state } = place.tree;
  if (last?.kind !== "string" || !isDoubleQuoted(place.text, last)) return undefined;
  return state === "colon" ? keyTrouble(place, last) : valueTrouble(place, last);
}

function valueTrouble(place: Place, last: Span): Trouble | undefined {
  const { text, position, tree } = place;
  const bracket = tree.brackets.at(-1);
  const goesOn = last.end === position && /[\p{L}\p{N}]/u.test(text.charAt(position));
  if (!goesOn && looksLikeNext(text, position, bracket)) return undefined;
  return (
    missingEndOfValue(place, last) ??
    tripleQuotes(place, last) ??
    unescapedInValue(place, last) ??
    (goesOn ? { kind: "unescaped-quote", span: endQuote(last) } : undefined)
  );
}

function isDoubleQuoted(text: string, { start, end }: Span): boolean {
  return end - start > 1 && text.charAt(start) === '"' && text.charAt(end - 1) === '"';
}

/** The closing quote of a string. */
function endQuote({ end }: Span): Span {
  return { start: end - 1, end };
}

function keyTrouble(place: Place, last: Span): Trouble | undefined {
  if (last.end - last.start === 2) return unwrapTrouble(place, last);
  return missingEndOfKey(place, last) ?? unescapedInKey(place, last);
}

function missingEndOfKey(place: Place, last: Span): Trouble | undefined {
  const read = { start: last.start + 1, end: last.end - 1 };
  const found = keyEndBeforeColon(place.text, read);
  return found && endingAt(place, last, found);
}

/** The last string, ended where it should have ended. */
function endingAt(place: Place, { start }: Span, found: TextEnd): Trouble {
  const { contentEnd, end } = found;
  const content = { start: start + 1, end: contentEnd };
  return {
    ...wrongEnd(place.text, found),
    mend: () => mendLastText(place, { start, end, content, style: "json" }),
  };
}

const longestKey = 64;

/** A key with a quoted word in it: short, and with as many opening as closing quotes. */
function unescapedInKey(place: Place, last: Span): Trouble | undefined {
  const end = findTextEnd(place, "key", last.end, doubleQuote);
  if (end === undefined || end.end - last.start > longestKey) return undefined;
  const inner = place.text.slice(last.end - 1, end.start);
  if (/[,{}]/.test(inner) || countQuotes(inner) % 2 === 1) return undefined;
  return unescaped(place, last, end);
}

function unescaped(place: Place, last: Span, end: Span): Trouble {
  const content = { start: last.start + 1, end: end.start };
  const found = { start: last.start, end: end.end, content, style: "json" } as const;
  return {
    kind: "unescaped-quote",
    span: endQuote(last),
    mend: () => mendLastText(place, found),
  };
}

function countQuotes(text: string): number {
  return text.replace(/\\[^]/g, "").match(/"/g)?.length ?? 0;
}

const longestTail = 64;

/**
 * A value that was read on to the opening quote of the next string: it ends with what stands
 * between a value and that.
 */
function missingEndOfValue(place: Place, last: Span): Trouble | undefined {
  const { text } = place;
  const contentStart = last.start + 1;
  const quote = last.end - 1;
  const read = text.slice(Math.max(contentStart, quote - longestTail), quote);
  const tails = [/(?:[}\]]\s*)*,\s*(?:[{[]\s*)*$/, /,\s*$/].map((tail) => tail.exec(read)?.[0]);
  const tail = tails.find((found) => found !== undefined && opensNext(place, last, found));
  if (tail === undefined) return undefined;
  return endingAt(
    place,
    last,
    wrongClosingQuote(text, { start: contentStart, end: quote - tail.length }),
  );
}

/** Whether the closing quote of a string would rather open the next one. */
function opensNext(place: Place, last: Span, tail: string): boolean {
  const { text, tree } = place;
  const quote = last.end - 1;
  const kind = kindAfter(tree.brackets, tail);
  if (kind === "object") return isQuotedKey(text, quote);
  if (kind === undefined || place.lookahead.isSpent) return false;
  const end = nextQuote(text, quote + 1, doubleQuote);
  if (end === undefined || !place.lookahead.pay(end.end - quote)) return false;
  if (!/^[,\]]/.test(text.charAt(skipBlanks(text, end.end)))) return false;
  const other = findTextEnd(place, "value", last.end, doubleQuote);
  return other === undefined || countQuotes(text.slice(quote, other.start)) % 2 === 1;
}

/** The innermost open bracket behind some more brackets. */
function kindAfter(brackets: readonly BracketView[], tail: string): "object" | "array" | undefined {
  const opened: ("object" | "array")[] = [];
  let depth = brackets.length;
  for (const character of tail) {
    if (character === "{") opened.push("object");
    if (character === "[") opened.push("array");
    if (!"}]".includes(character)) continue;
    depth -= 1;
    if (brackets[depth]?.kind !== (character === "}" ? "object" : "array")) return undefined;
  }
  return opened.at(-1) ?? brackets[depth - 1]?.kind;
}

/** Text between three quotes on either side, as Python has it. */
function tripleQuotes(place: Place, last: Span): Trouble | undefined {
  const { text } = place;
  if (last.end - last.start !== 2 || text.charAt(last.end) !== '"') return undefined;
  if (place.lookahead.isSpent) return undefined;
  const contentEnd = text.indexOf('"""', last.end + 1);
  const end = contentEnd + 3;
  if (contentEnd < 0 || !place.lookahead.pay(end - last.start)) return undefined;
  // Two quotes inside are those of CSV, and so are the three.
  if (/""/.test(text.slice(last.end + 1, contentEnd))) return undefined;
  if (!canEndBefore(place, "value", end)) return undefined;
  const content = { start: last.end + 1, end: contentEnd };
  return {
    kind: "wrong-quotes",
    span: { start: last.start, end: last.start + 3 },
    mend: () => mendLastText(place, { start: last.start, end, content, style: "json" }),
  };
}

function unescapedInValue(place: Place, last: Span): Trouble | undefined {
  // A colon would make a key of it; a plus sign is JavaScript's, between two texts.
  if (matchAt(/:|\+\s*["']/y, place.text, place.position) !== undefined) return undefined;
  if (isStringOfItsOwn(place, last)) return undefined;
  const embedded = embeddedJson(place, last);
  if (embedded !== undefined) return embedded;
  const end = findTextEnd(place, "value", last.end, doubleQuote);
  return end && unescaped(place, last, end);
}

/** Whether another string follows behind a blank: two texts, not one with quotes in it. */
function isStringOfItsOwn(place: Place, last: Span): boolean {
  const { text, position } = place;
  if (text.charAt(position) !== '"' || position === last.end) return false;
  const end = nextQuote(text, position + 1, doubleQuote);
  return end !== undefined && canEndBefore(place, "value", end.end);
}

/** JSON that was put between quotes as it is. */
function embeddedJson(place: Place, last: Span): Trouble | undefined {
  const { text } = place;
  const start = last.start + 1;
  if (!/^\s*[{[][\s{[]*$/.test(text.slice(start, last.end - 1))) return undefined;
  const end = valueEnd(place, start);
  if (end === undefined || !/^\s*"/.test(text.slice(end, end + 8))) return undefined;
  return canEndBefore(place, "value", text.indexOf('"', end) + 1)
    ? embedded(place, last, { start, end: text.indexOf('"', end) })
    : undefined;
}

/** Where the JSON value ends that starts at a position. */
function valueEnd({ text, lookahead }: Place, start: number): number | undefined {
  if (lookahead.isSpent) return undefined;
  const reader = new JsonReader(text, start);
  const stop = reader.read()?.position ?? text.length;
  return lookahead.pay(stop - start) ? reader.tree.root?.end : undefined;
}

function embedded(place: Place, last: Span, { start, end }: Span): Trouble {
  const json = place.text.slice(start, end);
  const trouble = unescaped(place, last, { start: end, end: end + 1 });
  // With backslashes in pairs only the quotes have lost theirs.
  if (!json.includes("\\") || json.includes("\\\\")) return trouble;
  const mend = mendLastText(place, {
    start: last.start,
    end: end + 1,
    content: { start, end },
    style: "json",
  });
  const [edit] = mend.edits;
  if (edit === undefined) return trouble;
  const edits = [{ span: edit.span, text: `"${escapeJsonText(json)}"` }];
  return { ...trouble, mend: () => ({ ...mend, edits }) };
}
