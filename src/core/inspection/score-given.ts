import type { ScoredText, ScoringMethod } from "./inspection.js";
import { textOfBytes, utf8 } from "./token-bytes.js";
import { perplexity, probabilityOf, totalLogprob } from "./token-metrics.js";
import type { Token } from "./token.js";
import { isFloor } from "./token.js";

/** A text that a service was given, and the part of it that counts. */
export interface GivenText {
  /** What stands before, as in a prompt; empty where nobody knows how it was written. */
  readonly before: string;
  readonly text: string;
}

/**
 * The score of a text from the tokens of all that was given, or `undefined` where it is not among
 * them. Services may put a token of their own before the text, and what they generate behind it.
 */
export function scoreGiven(
  tokens: readonly Token[],
  { before, text }: GivenText,
  method: ScoringMethod,
): ScoredText | undefined {
  const all = tokens.map(bytesOf);
  const place = placeIn(all.flat(), utf8(before), utf8(text));
  if (place === undefined) return undefined;
  const [first, end] = overlapping(all, place);
  const scored = tokens.slice(first, end);
  const startsEarlier = lengthOf(all.slice(0, first)) < place.start;
  const note = startsEarlier
    ? `The first token holds the end of what stands before, too: ${JSON.stringify(scored[0]?.text)}.`
    : null;
  return scoredText(scored, { method, text, note });
}

/** The sums of a text whose tokens are known. */
export function scoredText(
  tokens: readonly Token[],
  rest: Pick<ScoredText, "method" | "note" | "text">,
): ScoredText {
  const logprob = totalLogprob(tokens);
  const perToken = logprob === null ? null : logprob / tokens.length;
  return {
    ...rest,
    tokens,
    logprob,
    atMost: Math.min(1, mostOf(tokens)),
    perToken,
    perplexity: logprob === null ? null : perplexity(logprob, tokens.length),
  };
}

/** The product of what is known: a text is no likelier than any part of it. */
function mostOf(tokens: readonly Token[]): number {
  return tokens.reduce((product, token) => product * most(token), 1);
}

/** At the floor, a token is only known to be none of the alternatives. */
function most({ logprob, alternatives }: Token): number {
  if (logprob === null) return 1;
  if (!isFloor(logprob)) return probabilityOf(logprob);
  const told = alternatives.filter((other) => !isFloor(other.logprob));
  return Math.min(1, ...told.map((other) => probabilityOf(other.logprob)));
}

interface Place {
  readonly start: number;
  readonly end: number;
}

function placeIn(
  all: readonly number[],
  before: readonly number[],
  text: readonly number[],
): Place | undefined {
  if (text.length === 0) return undefined;
  const whole = units(all);
  const known = units(before) + units(text);
  const at = before.length > 0 ? whole.indexOf(known) : whole.lastIndexOf(known);
  if (at < 0) return undefined;
  const start = at + before.length;
  return { start, end: start + text.length };
}

/** A text of one unit for each byte: searching in it is the engine's own. */
function units(bytes: readonly number[]): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** The positions of the tokens that have bytes in a place. */
function overlapping(
  tokens: readonly (readonly number[])[],
  { start, end }: Place,
): readonly [first: number, end: number] {
  let position = 0;
  let first = -1;
  for (const [index, { length }] of tokens.entries()) {
    if (position >= end) return [first, index];
    position += length;
    if (first < 0 && position > start) first = index;
  }
  return [first, tokens.length];
}

/** Half characters that stand for nothing are as long as what is left of them in the next token. */
function bytesOf({ bytes, text }: Token): readonly number[] {
  return bytes ?? utf8(text);
}

function lengthOf(parts: readonly (readonly number[])[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0);
}

/** The text of tokens, their bytes joined before they are decoded. */
export function joinedText(tokens: readonly Token[]): string {
  return textOfBytes(tokens.flatMap(bytesOf));
}
