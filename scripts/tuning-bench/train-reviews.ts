import type { Hyperparameters } from "../../src/tuning/local/hyperparameters.js";
import { Model } from "../../src/tuning/local/model.js";
import { decodeModel } from "../../src/tuning/local/model-file.js";
import type { Example } from "../../src/tuning/local/read-examples.js";
import { train } from "../../src/tuning/local/training.js";

/** A model's answers to a test file, and how long it took to make the model. */
export interface Trained {
  readonly answers: readonly string[];
  readonly seconds: number;
}

/** Trains the local engine's classifier, in this thread. */
export function trainReviews(
  training: readonly Example[],
  test: readonly Example[],
  hyperparameters: Hyperparameters,
): Trained {
  const start = performance.now();
  let bytes: Uint8Array | undefined;
  for (const report of train({ training, validation: [], hyperparameters, seed: 1 })) {
    if (report.kind === "epoch") bytes = report.model;
  }
  const seconds = (performance.now() - start) / 1000;
  const stored = bytes && decodeModel(bytes);
  if (stored === undefined) throw new Error("The training has left no model.");
  const model = new Model(stored);
  const answers = test.map(({ prompt }) => {
    const [first, ...others] = model.probabilities(prompt);
    return others.reduce(
      (best, next) => (next.probability > (best?.probability ?? 0) ? next : best),
      first,
    )?.label;
  });
  return { answers: answers.map((label) => label ?? ""), seconds };
}

/** The share of answers that are right, from 0 to 1. */
export function accuracyOf(test: readonly Example[], answers: readonly string[]): number {
  return test.filter(({ label }, index) => answers[index] === label).length / test.length;
}
