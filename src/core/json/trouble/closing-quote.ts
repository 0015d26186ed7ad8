import { skipBlanks } from "../json-tokens.js";
import type { Span } from "../span.js";
import { looksLikeValue } from "./text-end.js";
import type { Trouble } from "./trouble.js";

/** Where the content of a text ends, and where what is meant for its closing quote does. */
export interface TextEnd {
  readonly contentEnd: number;
  readonly end: number;
}

/** Names a closing quote that is another character, or that is not there. */
export function wrongEnd(text: string, found: TextEnd): Pick<Trouble, "kind" | "span"> {
  const { contentEnd, end } = found;
  const isWrong = end > contentEnd && text.charAt(contentEnd) !== '"';
  if (isWrong) return { kind: "wrong-quotes", span: { start: contentEnd, end } };
  return { kind: "missing-quote", span: { start: end, end: end + 1 } };
}

const longestKey = 128;

/** The end of a key that was read too far: before a colon with a value behind it. */
export function keyEndBeforeColon(text: string, read: Span): TextEnd | undefined {
  const start = text.slice(read.start, Math.min(read.end, read.start + longestKey));
  const colon = start.search(/[:：]/);
  if (colon < 1) return undefined;
  if (!looksLikeValue(text, skipBlanks(text, read.start + colon + 1))) return undefined;
  const [ending = ""] = /(?:[”“’‘'`]|\\")?\s*$/.exec(start.slice(0, colon)) ?? [];
  const contentEnd = read.start + colon - ending.length;
  if (contentEnd === read.start) return undefined;
  return { contentEnd, end: contentEnd + ending.trimEnd().length };
}

/**
 * Tells whether a text that lacks its closing quote ends with another character that is meant for
 * it: a quote whose opening one is not in the text. `content` goes as far as the text can.
 */
export function wrongClosingQuote(text: string, content: Span): TextEnd {
  const { end } = content;
  const quote = text.charAt(end - 1);
  const read = text.slice(content.start, end);
  const openings = { "”": "“", "’": "‘" }[quote];
  if (openings !== undefined) return { contentEnd: read.includes(openings) ? end : end - 1, end };
  if (quote !== '"' && quote !== "'" && quote !== "`") return { contentEnd: end, end };
  // A double quote can only be an escaped one here; its backslash is text then.
  const isPaired = read.split(quote).length % 2 === 1;
  return { contentEnd: isPaired ? end : end - 1, end };
}
