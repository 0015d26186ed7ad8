import { mersenneTwister } from "./mersenne-twister.js";

const mostForValidation = 1000;
const trainingShare = 0.8;
const seed = 42;

/** Positions of the records for training, in the order in which they are written, and of the rest. */
export interface SampledSplit {
  readonly training: Uint32Array<ArrayBuffer>;
  readonly validation: Uint32Array<ArrayBuffer>;
}

/**
 * The split of OpenAI's tool: 80 % for training, or all but 1000 where that is more, drawn by
 * pandas' `sample(n, random_state=42)`, which takes the first of NumPy's
 * `RandomState(42).permutation`; the rest keeps its order.
 */
export function sampledSplit(length: number): SampledSplit {
  const count = Math.max(length - mostForValidation, Math.floor(length * trainingShare));
  const training = legacyPermutation(length, seed).subarray(0, count);
  const isTaken = new Uint8Array(length);
  for (const position of training) isTaken[position] = 1;
  const all = Uint32Array.from(isTaken, (_, position) => position);
  return { training, validation: all.filter((position) => isTaken[position] === 0) };
}

/**
 * NumPy's `RandomState(seed).permutation(length)`: Fisher and Yates from the end. Each place is
 * drawn by cutting a word of 32 bits to as many bits as the highest place has, and drawing again
 * where that is above it (`random_interval` in `numpy/random/src/distributions/distributions.c`).
 */
export function legacyPermutation(length: number, from: number): Uint32Array<ArrayBuffer> {
  const word = mersenneTwister(from);
  const places = Uint32Array.from({ length }, (_, place) => place);
  for (let last = length - 1; last > 0; last -= 1) {
    const mask = 0xffff_ffff >>> Math.clz32(last);
    let other = (word() & mask) >>> 0;
    while (other > last) other = (word() & mask) >>> 0;
    const kept = places[last] ?? 0;
    places[last] = places[other] ?? 0;
    places[other] = kept;
  }
  return places;
}
