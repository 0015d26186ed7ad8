import type { Hyperparameters } from "./hyperparameters.js";
import { baseRate } from "./hyperparameters.js";
import type { Outcome } from "./learner.js";
import { Learner } from "./learner.js";
import type { Lessons } from "./lessons.js";
import { lessonsOf, longestExample } from "./lessons.js";
import type { ModelHead } from "./model.js";
import type { StoredModel } from "./model-file.js";
import { encodeModel } from "./model-file.js";
import type { Example } from "./read-examples.js";

/** What a training is about. */
export interface TrainingTask {
  readonly training: readonly Example[];
  readonly validation: readonly Example[];
  /** Those of `base` for n-grams and dimension, where there is one. */
  readonly hyperparameters: Hyperparameters;
  readonly seed: number;
  /** The model to go on from. */
  readonly base?: StoredModel;
  /** A checkpoint of this very training, taken at the end of so many epochs. */
  readonly resumed?: { readonly epochs: number; readonly model: StoredModel };
}

/** Mean numbers over examples. */
export interface Means {
  /** In nats. */
  readonly loss: number;
  /** From 0 to 1. */
  readonly accuracy: number;
}

/** Some examples were learned from. */
export interface StepReport {
  readonly kind: "step";
  /** Counted from 1 over the whole training. */
  readonly step: number;
  readonly steps: number;
  /** How well they were known before that. */
  readonly training: Means;
}

/** All examples were learned from once more. */
export interface EpochReport {
  readonly kind: "epoch";
  /** Counted from 1. */
  readonly epoch: number;
  /** The epoch's last step. */
  readonly step: number;
  readonly training: Means;
  /** Over the validation examples, where there are any. */
  readonly validation?: Means;
  /** The model as it is now, as `encodeModel` writes it. */
  readonly model: Uint8Array<ArrayBuffer>;
}

/** What a training tells while it goes on. */
export type TrainingReport = StepReport | EpochReport;

/** A training tells about so many steps in all: curves have points enough and not too many. */
const stepsWanted = 500;
/** All vectors of a model together, so that a checkpoint is written in no time. */
const mostModelBytes = 31_000_000;
/** So many rows for each distinct feature: fewer make words share a vector, more cost room. */
const rowsPerFeature = 1.25;
const fewestRows = 1_024;
/** The loss of a label that the model has never seen: as that of the least probability. */
const unknownLabelLoss = -Math.log(1e-12);

/**
 * Trains, one step each time the caller asks for the next report. Examples are taken in the order
 * in which they stand: shuffling is a matter of preparing a dataset. The same task gives the same
 * bytes on every machine, whether it was resumed from a checkpoint or not.
 */
export function* train(task: TrainingTask): Generator<TrainingReport, void> {
  const { epochs } = task.hyperparameters;
  const labels = labelsOf(task);
  const lessons = lessonsOf(task.training, labels, task.hyperparameters.wordNgrams);
  const head = headOf(task, labels, lessons);
  lessons.bringIntoRange(head.rows);
  const { length } = lessons;
  const size = Math.max(1, Math.ceil((length * epochs) / stepsWanted));
  const learner = startingLearner(task, head, lessons.longestBatch(size));
  const judge = validationJudge(task, head, learner);
  const stepsPerEpoch = Math.ceil(length / size);
  for (let epoch = task.resumed?.epochs ?? 0; epoch < epochs; epoch += 1) {
    const sums = { loss: 0, right: 0 };
    for (let i = 0; i < stepsPerEpoch; i += 1) {
      const [from, to] = [i * size, Math.min((i + 1) * size, length)];
      const outcome = learner.train(
        lessons.batch(from, to),
        to - from,
        rateAt(task.hyperparameters, epoch + from / length),
        rateAt(task.hyperparameters, epoch + to / length),
      );
      sums.loss += outcome.loss;
      sums.right += outcome.right;
      yield {
        kind: "step",
        step: epoch * stepsPerEpoch + i + 1,
        steps: epochs * stepsPerEpoch,
        training: meansOf(outcome, to - from),
      };
    }
    const seen = (task.base?.head.examplesSeen ?? 0) + length * (epoch + 1);
    yield {
      kind: "epoch",
      epoch: epoch + 1,
      step: (epoch + 1) * stepsPerEpoch,
      training: meansOf(sums, length),
      ...judge(),
      model: encodeModel({ ...head, examplesSeen: seen }, learner),
    };
  }
}

/** The rate of learning after so many epochs. */
export function rateAt({ learningRateMultiplier, epochs }: Hyperparameters, done: number): number {
  return baseRate * learningRateMultiplier * (1 - done / epochs);
}

/** The labels of the earlier model, and behind them the new ones as they first appear. */
function labelsOf({ base, training }: TrainingTask): readonly string[] {
  return [...new Set([...(base?.head.labels ?? []), ...training.map(({ label }) => label)])];
}

function headOf(task: TrainingTask, labels: readonly string[], lessons: Lessons): ModelHead {
  const { dimension, wordNgrams } = task.hyperparameters;
  const rows = task.base?.head.rows ?? rowsFor(lessons.countDistinct(), dimension);
  return { labels, rows, dimension, wordNgrams, examplesSeen: 0 };
}

/** How many vectors of features a model has that is to tell so many apart. */
export function rowsFor(features: number, dimension: number): number {
  const wanted = Math.max(Math.ceil(features * rowsPerFeature), fewestRows);
  return Math.min(wanted, Math.floor(mostModelBytes / (dimension * 4)));
}

function startingLearner(task: TrainingTask, head: ModelHead, longestBatch: number): Learner {
  const { rows, dimension, labels } = head;
  const room = Math.max(longestBatch, longestExample + 2);
  const learner = new Learner({ rows, labels: labels.length, dimension }, room);
  const start = task.resumed?.model ?? task.base;
  if (start === undefined) learner.initialise(task.seed);
  else {
    learner.embeddings.set(start.embeddings);
    learner.outputs.set(start.outputs);
  }
  return learner;
}

/** A function that says how well the validation examples are known. */
function validationJudge(
  task: TrainingTask,
  head: ModelHead,
  learner: Learner,
): () => { readonly validation?: Means } {
  const { length } = task.validation;
  if (length === 0) return () => ({});
  const labels = new Set(head.labels);
  const known = task.validation.filter(({ label }) => labels.has(label));
  const lessons = lessonsOf(known, head.labels, head.wordNgrams);
  lessons.bringIntoRange(head.rows);
  const unknownLoss = (length - known.length) * unknownLabelLoss;
  return () => {
    const sums = { loss: unknownLoss, right: 0 };
    for (let i = 0; i < lessons.length; i += 1) {
      const outcome = learner.evaluate(lessons.batch(i, i + 1), 1);
      sums.loss += outcome.loss;
      sums.right += outcome.right;
    }
    return { validation: meansOf(sums, length) };
  };
}

function meansOf({ loss, right }: Outcome, examples: number): Means {
  return { loss: loss / examples, accuracy: right / examples };
}
