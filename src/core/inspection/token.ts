/** A text that a model may write next, with its probability. */
export interface Candidate {
  /** As the service writes it: half a character may be `\ufffd` or an escape. */
  readonly text: string;
  /** In UTF-8, or `null` where the service does not tell and the text does not say. */
  readonly bytes: readonly number[] | null;
  /** Natural logarithm of the probability, never above 0; `floorLogprob` where it is too small to tell. */
  readonly logprob: number;
}

/** A token that a model has written or was given, whatever the shape of the answer that told of it. */
export interface Token {
  readonly text: string;
  readonly bytes: readonly number[] | null;
  /** As of a candidate; `null` where it is unknown, as of the first token of a text that was given. */
  readonly logprob: number | null;
  /** 1 and how many tokens are likelier; `null` where it is not known. */
  readonly rank: number | null;
  /** The likeliest first; the token itself is among them where the service tells it so. */
  readonly alternatives: readonly Candidate[];
}

/**
 * What services write for a log probability that is minus infinity or that they do not know: vLLM
 * clamps to it, OpenAI's service has it for tokens outside of the first 20.
 */
export const floorLogprob = -9999;

/** Whether a log probability says no more than that the token is very unlikely. */
export function isFloor(logprob: number): boolean {
  return logprob <= floorLogprob;
}
