import type { ScoredText, ScoringMethod } from "./inspection.js";
import { placesIn, utf8 } from "./token-bytes.js";
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
  const start = utf8(before).length;
  const whole = utf8(before + text);
  if (whole.length === start) return undefined;
  for (const first of before === "" ? lastFirst(tokens) : [0, 1, 2]) {
    const places = placesIn(tokens.slice(first), whole);
    if ((places.at(-1)?.end ?? 0) < whole.length) continue;
    const isOfText = (_: Token, index: number): boolean => (places[index]?.end ?? 0) > start;
    const scored = tokens.slice(first, first + places.length).filter(isOfText);
    const startsEarlier = places.find(({ end }) => end > start)?.start !== start;
    const note = startsEarlier
      ? `The first token holds the end of what stands before, too: ${JSON.stringify(scored[0]?.text)}.`
      : null;
    return scoredText(scored, { method, text, note });
  }
  return undefined;
}

/**
 * Where a text may start of which nobody knows what stands before it: the last place counts. Halves of
 * a character belong together.
 */
function lastFirst(tokens: readonly Token[]): readonly number[] {
  const starts = tokens.map((_, index) => index).reverse();
  return starts.filter(
    (index) => tokens[index]?.bytes !== null || tokens[index - 1]?.bytes !== null,
  );
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
