import { rowOf } from "./features.js";
import { Learner } from "./learner.js";
import { exampleHashes, longestExample } from "./lessons.js";
import type { StoredModel } from "./model-file.js";

/** What a model is besides its numbers. */
export interface ModelHead {
  /** In the order of their vectors. */
  readonly labels: readonly string[];
  readonly rows: number;
  readonly dimension: number;
  readonly wordNgrams: number;
  /** The examples that it has learned from, over all epochs and earlier models. */
  readonly examplesSeen: number;
}

/** How likely a label is. */
export interface LabelProbability {
  readonly label: string;
  /** From 0 to 1; those of all labels add up to 1. */
  readonly probability: number;
}

/** A classifier that is done learning. */
export class Model {
  readonly head: ModelHead;
  readonly #learner: Learner;

  constructor({ head, embeddings, outputs }: StoredModel) {
    this.head = head;
    const { labels, rows, dimension } = head;
    this.#learner = new Learner({ rows, labels: labels.length, dimension }, longestExample);
    this.#learner.embeddings.set(embeddings);
    this.#learner.outputs.set(outputs);
  }

  /** The probability of each label, in the order of `head.labels`. */
  probabilities(prompt: string): readonly LabelProbability[] {
    const { labels, rows, wordNgrams } = this.head;
    const features = exampleHashes(prompt, wordNgrams).map((hash) => rowOf(hash, rows));
    const found = this.#learner.probabilities(features);
    return labels.map((label, index) => ({ label, probability: found[index] ?? 0 }));
  }
}
