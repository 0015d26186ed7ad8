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

/** The records in an order; those of which it says nothing come last, in the order of the file. */
export function sortedFacts(facts: readonly ScoreFact[], order: ScoreOrder): readonly ScoreFact[] {
  const key = keys[order];
  return facts.toSorted((a, b) => key(a) - key(b) || a.line - b.line);
}

const last = Number.MAX_VALUE;

const keys: Readonly<Record<ScoreOrder, (fact: ScoreFact) => number>> = {
  /** How unlikely a token is on average; where only a bound is known, that of the whole. */
  surprise: ({ perToken, atMost }) => perToken ?? Math.max(-last, Math.log(atMost)),
  /** How undecided the model is between the record's label and another. */
  margin: ({ margin }) => (margin === null ? last : Math.abs(margin)),
  /** How sure the model is of another label than the record's. */
  wrongness: ({ margin }) => margin ?? last,
};
