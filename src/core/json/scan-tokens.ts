import { singleQuotedAt } from "./json-tokens.js";
import type { Span } from "./span.js";

/** What a piece of JSON is. A `word` is all that is none of the others: numbers, `true`, rubbish. */
export type TokenKind = "{" | "}" | "[" | "]" | ":" | "," | "string" | "word";

/** A piece of a text that is meant to be JSON, without the white space around it. */
export interface JsonToken extends Span {
  readonly kind: TokenKind;
  /** `false` for a string whose closing quote is missing; it then reaches to the text's end. */
  readonly isClosed: boolean;
}

/**
 * The first token at or behind a position, or `undefined` where only white space follows.
 *
 * Never fails: what is no JSON becomes words and unclosed strings. Reading all tokens of a text
 * takes linear time.
 */
export function tokenAt(text: string, position: number): JsonToken | undefined {
  const start = skipBlanks(text, position);
  if (start >= text.length) return undefined;
  const character = text.charAt(start);
  const punctuation = punctuationOf(character);
  if (punctuation !== undefined) {
    return { kind: punctuation, start, end: start + 1, isClosed: true };
  }
  if (character === '"') return stringAt(text, start);
  if (character === "'") return singleQuoted(text, start);
  return { kind: "word", start, end: wordEnd(text, start), isClosed: true };
}

/** All tokens of a text from a position on. */
export function* tokensFrom(text: string, position: number): Generator<JsonToken> {
  for (let token = tokenAt(text, position); token !== undefined; token = tokenAt(text, token.end)) {
    yield token;
  }
}

function punctuationOf(character: string): Exclude<TokenKind, "string" | "word"> | undefined {
  switch (character) {
    case "{":
    case "}":
    case "[":
    case "]":
    case ":":
    case ",":
      return character;
    default:
      return undefined;
  }
}

function stringAt(text: string, start: number): JsonToken {
  for (let quote = text.indexOf('"', start + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let before = quote - 1;
    while (before > start && text.charCodeAt(before) === 0x5c) before -= 1;
    const isEscaped = (quote - before) % 2 === 0;
    if (!isEscaped) return { kind: "string", start, end: quote + 1, isClosed: true };
  }
  return { kind: "string", start, end: text.length, isClosed: false };
}

function singleQuoted(text: string, start: number): JsonToken {
  const quoted = singleQuotedAt(text, start);
  const isClosed = quoted.length > 1 && quoted.endsWith("'");
  return { kind: "string", start, end: start + quoted.length, isClosed };
}

function skipBlanks(text: string, position: number): number {
  let end = position;
  while (end < text.length && isBlank(text.charCodeAt(end))) end += 1;
  return end;
}

function wordEnd(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length && !endsWord(text.charCodeAt(end))) end += 1;
  return end;
}

function endsWord(code: number): boolean {
  return isBlank(code) || (code < 0x7f && '{}[]:,"'.includes(String.fromCharCode(code)));
}

/** White space of any kind: JSON knows four, pasted text brings more. */
function isBlank(code: number): boolean {
  if (code <= 0x20) return true;
  return code >= 0xa0 && /[\s\u200b\ufeff]/.test(String.fromCharCode(code));
}
