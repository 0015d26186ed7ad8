/** What a person may choose of a training. */
export interface Hyperparameters {
  /** How often the whole dataset is gone through. */
  readonly epochs: number;
  /** Times the engine's own rate of learning. */
  readonly learningRateMultiplier: number;
  /** Sequences of up to so many words count as features. */
  readonly wordNgrams: number;
  /** Floats per vector: a multiple of four. */
  readonly dimension: number;
}

/** A number that a person may choose. */
export interface NumberRange {
  readonly least: number;
  readonly most: number;
  readonly isWhole: boolean;
  /** It must be a multiple of that. */
  readonly multipleOf?: number;
}

/** What each hyperparameter may be. */
export const ranges: Readonly<Record<keyof Hyperparameters, NumberRange>> = {
  epochs: { least: 1, most: 50, isWhole: true },
  learningRateMultiplier: { least: 0.01, most: 10, isWhole: false },
  wordNgrams: { least: 1, most: 5, isWhole: true },
  dimension: { least: 4, most: 256, isWhole: true, multipleOf: 4 },
};

/** The rate of learning at the start, before it is multiplied; it falls evenly to nothing. */
export const baseRate = 0.5;

/** A dataset is gone through until about so many examples were seen. */
const examplesWanted = 80_000;
const fewestEpochs = 4;
const mostUsualEpochs = 20;

/** What the engine takes where a person chooses nothing. */
export function defaultsFor(examples: number): Hyperparameters {
  const epochs = Math.round(examplesWanted / Math.max(examples, 1));
  return {
    epochs: Math.min(Math.max(epochs, fewestEpochs), mostUsualEpochs),
    learningRateMultiplier: 1,
    wordNgrams: 2,
    dimension: 16,
  };
}
