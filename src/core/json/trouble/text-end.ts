import { matchAt, skipBlanks } from "../json-tokens.js";
import type { BracketView } from "../json-tree.js";
import type { ParserState } from "../json-problem.js";
import type { Span } from "../span.js";
import type { Place } from "./trouble.js";
import { closerOf } from "./trouble.js";

/** What a text is in its record, which decides what may stand behind it. */
export type TextRole = "key" | "value";

/** What a text is that stands where the parser waits for this. */
export function roleAt(state: ParserState): TextRole {
  return state === "key" || state === "first-key" ? "key" : "value";
}

const ahead = {
  colon: /\s*[:：]/y,
  key: /(?:"[^"\\]{0,128}"|['‘’“”„＂`][^'"‘’“”„＂`\\]{0,128}['‘’“”＂`]|[\p{L}_$][^\s"'{}[\],:]{0,128}["'”’]?)\s*[:：]/uy,
  quotedKey: /"[^"\\]{1,128}"\s*[:：]/y,
  item: /["'“”„‘’＂`{[0-9-]|(?:true|false|null|True|False|None)\b/y,
  endOfRecord: /[,;\]}]{0,8}\s*(?:$|[{[])/y,
} as const;

/** Whether a key with its colon seems to stand at a position. */
export function looksLikeKey(text: string, position: number): boolean {
  return matchAt(ahead.key, text, position) !== undefined;
}

/** Whether a key in double quotes with its colon stands at a position. */
export function isQuotedKey(text: string, position: number): boolean {
  return matchAt(ahead.quotedKey, text, position) !== undefined;
}

/** Whether a value seems to start at a position. */
export function looksLikeValue(text: string, position: number): boolean {
  return matchAt(ahead.item, text, position) !== undefined;
}

/** Whether a member or item of the innermost open bracket seems to start at a position. */
export function looksLikeNext(
  text: string,
  position: number,
  bracket: BracketView | undefined,
): boolean {
  if (bracket === undefined) return false;
  if (bracket.kind === "array") return looksLikeValue(text, position);
  const { start } = bracket.key ?? bracket.members.at(-1)?.key ?? { start: -1 };
  // Keys of one object are written alike: elsewhere `word:` is more likely to be text.
  return text.charAt(start) === '"' ? isQuotedKey(text, position) : looksLikeKey(text, position);
}

/**
 * Whether a key or value could have ended just before a position: whether what follows is what
 * JSON wants behind it, as far as the next key or value.
 */
export function canEndBefore(place: Place, role: TextRole, position: number): boolean {
  const { text, tree } = place;
  if (role === "key") return matchAt(ahead.colon, text, position) !== undefined;
  let depth = tree.brackets.length;
  let next = skipBlanks(text, position);
  for (; depth > 0; depth -= 1) {
    const bracket = tree.brackets[depth - 1];
    if (bracket === undefined || !closes(text.charAt(next), bracket)) break;
    next = skipBlanks(text, next + 1);
  }
  if (!place.lookahead.pay(next - position + 1)) return false;
  if (next >= text.length) return true;
  if (depth === 0) return matchAt(ahead.endOfRecord, text, next) !== undefined;
  return isCommaWithNext(text, next, tree.brackets[depth - 1]);
}

/** Whether a character closes a bracket; the round one of a tuple closes an array. */
function closes(character: string, { kind }: BracketView): boolean {
  return character === closerOf(kind) || (character === ")" && kind === "array");
}

function isCommaWithNext(text: string, comma: number, bracket: BracketView | undefined): boolean {
  if (!",，".includes(text.charAt(comma))) return false;
  const next = skipBlanks(text, comma + 1);
  const isLast = next >= text.length || "}])".includes(text.charAt(next));
  return isLast || looksLikeNext(text, next, bracket);
}

/** A double quote, or an escape that is none: that is what a pattern for quotes captures. */
export const doubleQuote = /(\\[^])|"/g;

/** The next closing quote from a position on, whatever follows it; `undefined` without any. */
export function nextQuote(text: string, position: number, quote: RegExp): Span | undefined {
  quote.lastIndex = position;
  for (let match = quote.exec(text); match !== null; match = quote.exec(text)) {
    if (match[1] === undefined) return { start: match.index, end: quote.lastIndex };
  }
  return undefined;
}

/** The first quote from a position on with which a text could end. */
export function findTextEnd(
  place: Place,
  role: TextRole,
  position: number,
  quote: RegExp,
): Span | undefined {
  let from = position;
  while (!place.lookahead.isSpent) {
    const found = nextQuote(place.text, from, quote);
    if (!place.lookahead.pay((found?.end ?? place.text.length) - from)) return undefined;
    if (found === undefined || canEndBefore(place, role, found.end)) return found;
    from = found.end;
  }
  return undefined;
}
