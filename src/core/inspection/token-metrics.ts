import { isSameToken } from "./read-tokens.js";
import type { Token } from "./token.js";
import { isFloor } from "./token.js";

/** The probability of a log probability: `exp(logprob)`, 0 at the floor, never above 1. */
export function probabilityOf(logprob: number): number {
  return isFloor(logprob) ? 0 : Math.min(Math.exp(logprob), 1);
}

/**
 * The sum of log probabilities, in nats: the logarithm of the probability of all tokens one after the
 * other, `ln Π p = Σ ln p`. `null` where one of them is unknown or at the floor, or there is none.
 */
export function totalLogprob(tokens: readonly Token[]): number | null {
  let total = 0;
  for (const { logprob } of tokens) {
    if (logprob === null || isFloor(logprob)) return null;
    total += logprob;
  }
  return tokens.length === 0 ? null : total;
}

/** How surprised the model was on average: `exp(-total / tokens)`, from 1 up. */
export function perplexity(total: number, tokens: number): number {
  return Math.exp(-total / tokens);
}

/** What is told of the next token: the probabilities that are known, and what they leave. */
export interface ToldMass {
  /** The probabilities of distinct tokens, the largest first. */
  readonly known: readonly number[];
  /** What all other tokens have together, from 0 to 1. */
  readonly rest: number;
  /** None of the other tokens has more than this. */
  readonly eachAtMost: number;
}

/**
 * What is told of the place of a token. A token that stands outside of the alternatives is one of the
 * known. With the probabilities `p` that are known, the rest is `1 - Σ p`, and no other token has more
 * than the least likely of the listed alternatives, nor more than the rest. Where services add the
 * token itself to a list of the likeliest, its own place says nothing of the others.
 */
export function toldMass(token: Token): ToldMass {
  const { alternatives, logprob, rank } = token;
  const others = alternatives.filter((other) => !isSameToken(other, token));
  const own = logprob === null ? [] : [probabilityOf(logprob)];
  const probabilities = others.map((other) => probabilityOf(other.logprob));
  const known = [...probabilities, ...own].sort((a, b) => b - a);
  const rest = Math.max(0, 1 - known.reduce((sum, value) => sum + value, 0));
  const listed = rank === null || others.length === alternatives.length ? probabilities : known;
  return { known, rest, eachAtMost: Math.min(rest, ...listed) };
}

/** An entropy in nats that is known to lie between two numbers. */
export interface EntropyBounds {
  readonly least: number;
  readonly most: number;
}

/** No model that is served has more tokens (Gemma's has 262,144). */
const largestVocabulary = 2 ** 18;

/**
 * The entropy of the next token, `H = -Σ p ln p`, in nats, as far as it is told. The rest `r` of the
 * probability adds least where it is heaped on as few tokens as can be, each with at most `q` (the
 * least that is told): `k = ⌊r/q⌋` tokens of `q` and one of what is left; and most where all `v`
 * tokens that are not told share it, `-r ln(r/v)`.
 */
export function entropyBounds(token: Token): EntropyBounds {
  const { known, rest, eachAtMost } = toldMass(token);
  const sum = entropyOf(known);
  if (rest === 0) return { least: sum, most: sum };
  const whole = Math.floor(rest / eachAtMost);
  const heaped = whole * surprise(eachAtMost) + surprise(rest - whole * eachAtMost);
  const untold = Math.max(1, largestVocabulary - known.length);
  const spread = -rest * Math.log(rest / untold);
  return { least: sum + heaped, most: Math.max(sum + heaped, sum + spread) };
}

/** The entropy of probabilities that add up to 1: `-Σ p ln p`, in nats. */
export function entropyOf(probabilities: readonly number[]): number {
  return probabilities.reduce((sum, probability) => sum + surprise(probability), 0);
}

/** What an outcome adds to an entropy: `-p ln p`, 0 for the impossible. */
function surprise(probability: number): number {
  return probability > 0 ? -probability * Math.log(probability) : 0;
}
