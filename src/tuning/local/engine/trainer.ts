import type { Hyperparameters } from "../hyperparameters.js";
import { defaultsFor } from "../hyperparameters.js";
import { hashesOf } from "../features.js";
import type { StoredModel } from "../model-file.js";
import { decodeModel } from "../model-file.js";
import type { ReadExamples, Refusal } from "../read-examples.js";
import { readExamples, refusalOf } from "../read-examples.js";
import type { TrainingReport, TrainingTask } from "../training.js";
import { train } from "../training.js";

/** A training as it is handed to a worker: bytes and numbers only. */
export interface TrainingOrder {
  /** JSONL. */
  readonly training: Uint8Array<ArrayBuffer>;
  readonly validation?: Uint8Array<ArrayBuffer>;
  readonly chosen: Partial<Hyperparameters>;
  readonly seed: number;
  /** The model to go on from. */
  readonly base?: Uint8Array<ArrayBuffer>;
  /** A checkpoint of this training, taken at the end of so many epochs. */
  readonly resumed?: { readonly epochs: number; readonly model: Uint8Array<ArrayBuffer> };
}

/** What a worker tells. */
export type OrderReport =
  | {
      readonly kind: "start";
      readonly examples: number;
      readonly labels: number;
      /** Words in all prompts, and one for each label: what one epoch trains. */
      readonly tokens: number;
      readonly hyperparameters: Hyperparameters;
    }
  | TrainingReport
  | Refusal;

/** Somebody who trains where it stops nothing else: a thread, a browser's worker. */
export interface Trainer {
  /**
   * Trains and tells of it, until the training is done, refused, or aborted: then it stops at once.
   * Rejects where the worker dies.
   */
  train(
    order: TrainingOrder,
    onReport: (report: OrderReport) => void,
    signal: AbortSignal,
  ): Promise<void>;
}

/** What a worker does: one report each time it is asked. */
export function* carryOut(order: TrainingOrder): Generator<OrderReport, void> {
  const task = taskOf(order);
  if (task.kind === "refused") {
    yield task;
    return;
  }
  const { training, hyperparameters } = task;
  yield {
    kind: "start",
    examples: training.length,
    labels: new Set(training.map(({ label }) => label)).size,
    tokens: training.reduce((sum, { prompt }) => sum + tokensIn(prompt) + 1, 0),
    hyperparameters,
  };
  yield* train(task);
}

/** Reads the bytes of an order, or says why nothing can be learned from them. */
function taskOf(order: TrainingOrder): ({ readonly kind: "task" } & TrainingTask) | Refusal {
  const training = readTraining(order.training);
  if (training.kind === "refused") return training;
  const validation = readBytes(order.validation ?? new Uint8Array());
  if (validation.kind === "refused") return { ...validation, code: "invalid_validation_file" };
  const base = modelFrom(order.base);
  const resumed = modelFrom(order.resumed?.model);
  const { examples } = training;
  return {
    kind: "task",
    training: examples,
    validation: validation.examples,
    hyperparameters: { ...defaultsFor(examples.length), ...order.chosen, ...shapeOf(base) },
    seed: order.seed,
    ...(base && { base }),
    ...(resumed && { resumed: { epochs: order.resumed?.epochs ?? 0, model: resumed } }),
  };
}

function readTraining(bytes: Uint8Array): ReadExamples {
  const read = readBytes(bytes);
  return read.kind === "refused" ? read : (refusalOf(read.examples) ?? read);
}

/** The engine's tokens are words; a label is one token, however long. */
export function tokensIn(prompt: string): number {
  return hashesOf(prompt, 1).length;
}

function readBytes(bytes: Uint8Array): ReadExamples {
  return readExamples(new TextDecoder().decode(bytes));
}

function modelFrom(bytes: Uint8Array | undefined): StoredModel | undefined {
  if (bytes === undefined) return undefined;
  const model = decodeModel(bytes);
  if (model === undefined) throw new Error("The model's file is damaged. Train it again.");
  return model;
}

/** A model goes on as it is built. */
function shapeOf(base: StoredModel | undefined): Partial<Hyperparameters> {
  if (base === undefined) return {};
  return { wordNgrams: base.head.wordNgrams, dimension: base.head.dimension };
}
