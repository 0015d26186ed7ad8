import type { ScoredText } from "./inspection.js";

/** What is known of one record's completion under a model: a line of a file of scores. */
export interface ScoreFact {
  readonly version: 1;
  /** SHA-256 of what was asked, of whom, and of the completion, in hexadecimal digits. */
  readonly hash: string;
  /** From 1. */
  readonly line: number;
  readonly provider: string;
  readonly model: string;
  readonly expected: string;
  readonly method: ScoredText["method"];
  readonly tokens: number;
  /** See `ScoredText`. */
  readonly logprob: number | null;
  readonly atMost: number;
  readonly perToken: number | null;
  readonly perplexity: number | null;
  /** The likeliest label and its normalised probability, where the dataset has labels. */
  readonly predicted: string | null;
  readonly predictedProbability: number | null;
  readonly expectedProbability: number | null;
  /** See `LabelDistribution`. */
  readonly margin: number | null;
}

/** By what scored records can be sorted, the most striking first. */
export type ScoreOrder = "margin" | "surprise" | "wrongness";

/** Whether a model would give a record another label than it has. */
export function isWrong({
  predicted,
  expected,
}: Pick<ScoreFact, "expected" | "predicted">): boolean {
  return predicted !== null && predicted !== expected;
}

/** What is impossible is no more surprising than this, so that numbers stay finite. */
export const mostSurprise = 1_000_000;

/**
 * How unlikely a model finds a completion, in nats for each token: `-perToken`; where only a bound is
 * known, at least that of the whole.
 */
export function surpriseOf({ perToken, atMost }: Pick<ScoreFact, "atMost" | "perToken">): number {
  // Not −0.
  return 0 - (perToken ?? Math.max(-mostSurprise, Math.log(atMost)));
}
