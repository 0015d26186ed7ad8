/** What a record says of itself: a text and the label that belongs to it. */
export interface LabelledText {
  readonly text: string;
  readonly label: string;
}

/** A label that a classifier contradicts which has not learned from its record. */
export interface LabelDoubt {
  /** Which of the texts, from 0. */
  readonly index: number;
  readonly label: string;
  /** How likely the classifier finds that label, from 0 to 1. */
  readonly probability: number;
  /** What it finds likeliest, and how likely. */
  readonly likeliest: string;
  readonly likeliestProbability: number;
}

/**
 * Says which labels are probably wrong. Yields again and again, so that others can work in between.
 * The host passes it in: core knows no classifier.
 */
export type JudgeLabels = (texts: Iterable<LabelledText>) => Generator<void, readonly LabelDoubt[]>;
