import type { Hyperparameters } from "../hyperparameters.js";
import { defaultsFor } from "../hyperparameters.js";
import { hashesOf } from "../features.js";
import type { StoredModel } from "../model-file.js";
import { decodeModel } from "../model-file.js";
import type { Example, Refusal } from "../read-examples.js";
import { readExamples, refusalOf } from "../read-examples.js";
import type { TrainingReport } from "../training.js";
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
  const training = examplesOf(order.training);
  if (!Array.isArray(training)) return yield training;
  const refusal = refusalOf(training);
  if (refusal !== undefined) return yield refusal;
  const validation = order.validation === undefined ? [] : examplesOf(order.validation);
  if (!Array.isArray(validation)) {
    return yield { ...validation, code: "invalid_validation_file" };
  }
  const base = modelFrom(order.base);
  const hyperparameters = { ...defaultsFor(training.length), ...order.chosen, ...shapeOf(base) };
  yield {
    kind: "start",
    examples: training.length,
    labels: new Set(training.map(({ label }) => label)).size,
    tokens: training.reduce((sum, { prompt }) => sum + tokensIn(prompt) + 1, 0),
    hyperparameters,
  };
  const resumed = modelFrom(order.resumed?.model);
  yield* train({
    training,
    validation,
    hyperparameters,
    seed: order.seed,
    ...(base !== undefined && { base }),
    ...(resumed !== undefined && {
      resumed: { epochs: order.resumed?.epochs ?? 0, model: resumed },
    }),
  });
}

/** The engine's tokens are words; a label is one token, however long. */
export function tokensIn(prompt: string): number {
  return hashesOf(prompt, 1).length;
}

function examplesOf(bytes: Uint8Array): Example[] | Refusal {
  const read = readExamples(new TextDecoder().decode(bytes));
  return read.kind === "examples" ? [...read.examples] : read;
}

function modelFrom(bytes: Uint8Array | undefined): StoredModel | undefined {
  if (bytes === undefined) return undefined;
  const model = decodeModel(bytes);
  if (model === undefined) throw new Error("The model's file is damaged. Train it again.");
  return model;
}

/** A model goes on as it is built. */
function shapeOf(base: StoredModel | undefined): Partial<Hyperparameters> {
  return base && { wordNgrams: base.head.wordNgrams, dimension: base.head.dimension } || {};
}
