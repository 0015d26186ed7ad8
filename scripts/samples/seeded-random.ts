import { xoshiro } from "../../src/core/xoshiro.ts";

/** Seeded randomness: the same seed gives the same sequence on every machine. */
export interface SeededRandom {
  /** A number in [0, 1). */
  readonly next: () => number;
  /** A whole number in [0, limit). */
  readonly below: (limit: number) => number;
  readonly chance: (probability: number) => boolean;
  /** A number from the standard normal distribution. */
  readonly gauss: () => number;
  readonly pick: <T>(items: readonly T[]) => T;
}

/** Numbers that follow from a seed; 0 is the same as 1. */
export function seededRandom(seed: number): SeededRandom {
  const word = xoshiro(seed >>> 0 || 1);
  const next = () => word() / 2 ** 32;
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    gauss: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    pick: (items) => itemAt(items, below(items.length)),
  };
}

/** The items in random order (Fisher and Yates); the argument stays as it is. */
export function shuffled<T>(items: readonly T[], random: SeededRandom): T[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last--) {
    const other = random.below(last + 1);
    const kept = itemAt(result, last);
    result[last] = itemAt(result, other);
    result[other] = kept;
  }
  return result;
}

/** An index into `weights`, each as likely as its weight says. */
export function weightedIndex(weights: readonly number[], random: SeededRandom): number {
  let left = random.next() * weights.reduce((sum, weight) => sum + weight, 0);
  return Math.max(
    0,
    weights.findIndex((weight) => (left -= weight) < 0),
  );
}

function itemAt<T>(items: readonly T[], index: number): T {
  if (index < 0 || index >= items.length) throw new RangeError(`No item ${index}`);
  return items[index] as T; // the index was just checked; T itself may include undefined
}
