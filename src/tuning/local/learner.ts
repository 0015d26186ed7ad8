import { compileKernel } from "../../core/kernel/compile-kernel.js";
import { once } from "../../core/once.js";
import { kernelBinary } from "./kernel-binary.js";

/** The functions of the compiled kernel; `assembly/index.ts` says what they do. */
interface Kernel {
  readonly memory: { readonly buffer: ArrayBuffer };
  reserve(features: number, labels: number, dimensions: number, batchWords: number): number;
  embeddingsAddress(): number;
  outputsAddress(): number;
  scoresAddress(): number;
  batchAddress(): number;
  initialise(seed: bigint): void;
  train(examples: number, rate: number, lastRate: number): number;
  evaluate(examples: number): number;
  rightOnes(): number;
  predict(count: number): void;
}

/** How many vectors a learner has, and how long they are. */
export interface LearnerShape {
  /** Vectors of features. */
  readonly rows: number;
  /** Vectors of labels. */
  readonly labels: number;
  /** Floats in a vector: a multiple of four. */
  readonly dimension: number;
}

/** Examples as the kernel reads them: label, number of features, features, and so on. */
export type Batch = Int32Array;

/** How a batch came out. */
export interface Outcome {
  /** Sum over the examples, in nats. */
  readonly loss: number;
  /** How many had their label as the likeliest. */
  readonly right: number;
}

const bytesPerNumber = 4;

/**
 * Averaged embeddings and a softmax, in WebAssembly: the same calls give the same bits everywhere.
 * A class because it owns the kernel's memory.
 */
export class Learner {
  readonly shape: LearnerShape;
  readonly #kernel: Kernel;
  readonly #batchWords: number;

  /** Has room for batches of so many numbers. Throws a RangeError where there is no memory. */
  constructor(shape: LearnerShape, batchWords: number) {
    // The interface above says what the module exports.
    this.#kernel = new WebAssembly.Instance(compiled(), { env: {} }).exports as unknown as Kernel;
    this.shape = shape;
    this.#batchWords = batchWords;
    const { rows, labels, dimension } = shape;
    if (this.#kernel.reserve(rows, labels, dimension, batchWords) !== 0) return;
    throw new RangeError(`There is not enough memory for ${rows} features and ${labels} labels.`);
  }

  /** A vector for each feature, one behind the other. Changes with the learner. */
  get embeddings(): Float32Array<ArrayBuffer> {
    const { rows, dimension } = this.shape;
    return this.#floats(this.#kernel.embeddingsAddress(), rows * dimension);
  }

  /** A vector for each label, one behind the other. Changes with the learner. */
  get outputs(): Float32Array<ArrayBuffer> {
    const { labels, dimension } = this.shape;
    return this.#floats(this.#kernel.outputsAddress(), labels * dimension);
  }

  /** Gives the features their first vectors: small numbers that depend on the seed alone. */
  initialise(seed: number): void {
    this.#kernel.initialise(BigInt.asUintN(64, BigInt(seed)));
  }

  /** Learns from so many examples, while the rate of learning falls evenly to `lastRate`. */
  train(batch: Batch, examples: number, rate: number, lastRate: number): Outcome {
    this.#put(batch);
    return this.#outcome(this.#kernel.train(examples, rate, lastRate));
  }

  /** What `train` would find, without learning. */
  evaluate(batch: Batch, examples: number): Outcome {
    this.#put(batch);
    return this.#outcome(this.#kernel.evaluate(examples));
  }

  /** The probability of each label for an example with these features. */
  probabilities(features: ArrayLike<number>): Float32Array<ArrayBuffer> {
    this.#put(Int32Array.from(features));
    this.#kernel.predict(features.length);
    return this.#floats(this.#kernel.scoresAddress(), this.shape.labels).slice();
  }

  #outcome(loss: number): Outcome {
    return { loss, right: this.#kernel.rightOnes() };
  }

  #put(batch: Batch): void {
    if (batch.length > this.#batchWords) {
      throw new RangeError(
        `A batch of ${batch.length} numbers is longer than ${this.#batchWords}.`,
      );
    }
    new Int32Array(this.#kernel.memory.buffer, this.#kernel.batchAddress()).set(batch);
  }

  #floats(address: number, length: number): Float32Array<ArrayBuffer> {
    const { buffer } = this.#kernel.memory;
    return new Float32Array(buffer, address, length);
  }
}

/** The bytes of so many vectors. */
export function vectorBytes(vectors: number, dimension: number): number {
  return vectors * dimension * bytesPerNumber;
}

const compiled = once(() => compileKernel(kernelBinary));
