import type { ScoredText } from "./inspection.js";
import { scoredText } from "./score-given.js";
import { utf8 } from "./token-bytes.js";
import { probabilityOf, toldMass } from "./token-metrics.js";
import { tokenOf } from "./read-tokens.js";
import type { Candidate, Token } from "./token.js";

/**
 * What a model's own answer tells of the probability of another text. Both are followed from the start
 * for as long as they are the same. Where they part, the alternatives say how likely the text's next
 * token is; where it is not among them, it is no likelier than the least likely of them, and than what
 * they leave of 1: that bounds the whole text, which is no likelier than its beginning.
 *
 * The probability is that of an answer that begins with the text, written in these tokens.
 */
export function compareText(text: string, generated: readonly Token[]): ScoredText {
  const wanted = utf8(text);
  const shared: Token[] = [];
  let position = 0;
  for (const token of generated) {
    const left = wanted.slice(position);
    if (left.length === 0) break;
    const next = isStart(token.bytes, left) ? token : alternativeOf(token, left);
    if (next === undefined) return beside(text, shared, token, left);
    shared.push(next);
    position += next.bytes?.length ?? 0;
    if (next !== token) break;
  }
  const isWhole = position === wanted.length;
  const note = isWhole ? null : whyPart(shared, generated);
  const known = scoredText(shared, { method: "comparison", text, note });
  if (isWhole) return known;
  return { ...known, logprob: null, perToken: null, perplexity: null };
}

function whyPart(shared: readonly Token[], generated: readonly Token[]): string {
  const count = shared.length === 1 ? "1 token" : `${shared.length} tokens`;
  const isBranch = shared.at(-1) !== generated[shared.length - 1];
  return isBranch
    ? `Known for the first ${count} only: the model's own answer goes another way there.`
    : `Known for the first ${count} only: the model's own answer ends there.`;
}

/** The longest alternative that the text goes on with. */
function alternativeOf(token: Token, left: readonly number[]): Token | undefined {
  const fitting = token.alternatives.filter(({ bytes }) => isStart(bytes, left));
  const longest = fitting.reduce<Candidate | undefined>(
    (best, one) => (length(one) > length(best) ? one : best),
    undefined,
  );
  if (longest === undefined) return undefined;
  return tokenOf({ ...longest, alternatives: token.alternatives }, token.alternatives.length);
}

function length(candidate: Candidate | undefined): number {
  return candidate?.bytes?.length ?? 0;
}

function isStart(bytes: readonly number[] | null, left: readonly number[]): boolean {
  if (bytes === null || bytes.length === 0) return false;
  return bytes.length <= left.length && bytes.every((byte, index) => byte === left[index]);
}

/** The text goes on with what is not among the alternatives. */
function beside(
  text: string,
  shared: readonly Token[],
  token: Token,
  left: readonly number[],
): ScoredText {
  const known = scoredText(shared, { method: "comparison", text, note: null });
  const { eachAtMost } = toldMass(token);
  // Half a character may be the text's next token, and does not say so.
  const unclear = token.alternatives.filter(({ bytes }) => bytes === null);
  const most = Math.max(eachAtMost, ...unclear.map(({ logprob }) => probabilityOf(logprob)));
  const count = token.alternatives.length;
  const share = shownBound(known.atMost * most);
  const note =
    count === 0
      ? "The model's own answer is another, and no alternatives are known."
      : `Not among the first ${count}${shared.length === 0 ? "" : ` at token ${shared.length + 1}`}: below ${share}.`;
  const atMost = known.atMost * (left.length === 0 ? 1 : most);
  return { ...known, logprob: null, atMost, perToken: null, perplexity: null, note };
}

/** A share as a bound is told: rounded up to two figures. */
export function shownBound(share: number): string {
  const percent = 100 * share;
  if (percent <= 0) return "10⁻⁶ %";
  const unit = 10 ** (Math.floor(Math.log10(percent)) - 1);
  const rounded = Math.ceil(percent / unit - 1e-9) * unit;
  if (rounded < 1e-6) return "10⁻⁶ %";
  return `${Number(rounded.toPrecision(2)).toLocaleString("en", { maximumFractionDigits: 20 })} %`;
}
