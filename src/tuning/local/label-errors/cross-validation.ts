import type { Hyperparameters } from "../hyperparameters.js";
import { Learner } from "../learner.js";
import type { Lessons } from "../lessons.js";
import { longestExample } from "../lessons.js";
import { seededRandom } from "../seeded-random.js";
import { rateAt, rowsFor } from "../training.js";

/** Labelled texts as a classifier learns them. */
export interface LabelledLessons {
  /** Features are hashes, labels are numbers below `labels`. */
  readonly lessons: Lessons;
  readonly labels: number;
  /** A number for each text: equal texts have the same. */
  readonly texts: readonly number[];
}

/** A classifier, and the texts that it has not learned from. */
export interface HeldOut {
  /** Which ones, from 0. */
  readonly indices: readonly number[];
  /** The probability of each label for one of them, in the order of labels. */
  probabilities(index: number): Float32Array;
}

/** So many parts: each is judged by who has learned from the others. */
const folds = 5;
const seed = 1;
/** Enough to know the texts, too few to know them by heart: then errors would be learned too. */
const examplesWanted = 20_000;
const fewestEpochs = 4;
const mostEpochs = 20;
const batchSize = 256;

/**
 * Trains on all parts but one, for each part in turn. Equal texts are in the same part, so that no
 * text is judged by who has seen it. Yields `undefined` while it works.
 */
export function* crossValidate(labelled: LabelledLessons): Generator<HeldOut | undefined, void> {
  const { lessons } = labelled;
  const hyperparameters = hyperparametersFor(lessons.length);
  const rows = rowsFor(lessons.countDistinct(), hyperparameters.dimension);
  lessons.bringIntoRange(rows);
  const order = shuffledIndices(lessons.length);
  const foldOf = foldsOf(order, labelled.texts);
  for (let fold = 0; fold < folds; fold += 1) {
    const indices = order.filter((index) => foldOf[index] === fold);
    if (indices.length === 0 || indices.length === order.length) continue;
    const training = lessons.picked(order.filter((index) => foldOf[index] !== fold));
    const room = Math.max(training.longestBatch(batchSize), longestExample + 2);
    const shape = { rows, labels: labelled.labels, dimension: hyperparameters.dimension };
    const learner = new Learner(shape, room);
    yield* learn(learner, training, hyperparameters);
    yield {
      indices,
      probabilities: (index) => learner.probabilities(lessons.features(index)),
    };
  }
}

/** What is trained with when labels are judged. */
export function hyperparametersFor(examples: number): Hyperparameters {
  const epochs = Math.round(examplesWanted / Math.max(examples, 1));
  return {
    epochs: Math.min(Math.max(epochs, fewestEpochs), mostEpochs),
    learningRateMultiplier: 1,
    wordNgrams: 2,
    dimension: 16,
  };
}

function* learn(
  learner: Learner,
  lessons: Lessons,
  hyperparameters: Hyperparameters,
): Generator<undefined> {
  const { length } = lessons;
  learner.initialise(seed);
  for (let epoch = 0; epoch < hyperparameters.epochs; epoch += 1) {
    for (let from = 0; from < length; from += batchSize) {
      const to = Math.min(from + batchSize, length);
      const rate = rateAt(hyperparameters, epoch + from / length);
      const lastRate = rateAt(hyperparameters, epoch + to / length);
      learner.train(lessons.batch(from, to), to - from, rate, lastRate);
      yield;
    }
  }
}

/** Numbers from 0 in random order (Fisher and Yates), always the same one. */
function shuffledIndices(length: number): readonly number[] {
  const indices = Array.from({ length }, (_, index) => index);
  const random = seededRandom(seed);
  for (let last = length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [indices[last], indices[other]] = [indices[other] ?? 0, indices[last] ?? 0];
  }
  return indices;
}

/** The part to which each text belongs. */
function foldsOf(order: readonly number[], texts: readonly number[]): Uint8Array {
  const foldOf = new Uint8Array(texts.length);
  const known = new Map<number, number>();
  for (const index of order) {
    const text = texts[index] ?? 0;
    const fold = known.get(text) ?? known.size % folds;
    known.set(text, fold);
    foldOf[index] = fold;
  }
  return foldOf;
}
