import { xoshiro } from "../../xoshiro.js";

/** Chance that follows from a seed: the same on every machine. */
export interface SeededRandom {
  /** A whole number from 0 below a limit of at most 2^32, each as likely. */
  below(limit: number): number;
  /** Puts numbers into random order, in place (Fisher and Yates). */
  shuffle(numbers: Uint32Array<ArrayBuffer> | number[]): void;
}

/** Numbers from the seed and the hash (FNV-1a) of what they are for, so that steps do not share their chance. */
export function seededRandom(seed: number, purpose: string): SeededRandom {
  const next = xoshiro(seed ^ fnv(purpose));
  const below = (limit: number): number => {
    // What is left over above the last whole multiple would make small numbers more likely.
    const most = 2 ** 32 - (2 ** 32 % limit);
    for (;;) {
      const drawn = next();
      if (drawn < most) return drawn % limit;
    }
  };
  return {
    below,
    shuffle(numbers) {
      for (let last = numbers.length - 1; last > 0; last -= 1) {
        const other = below(last + 1);
        const kept = numbers[last] ?? 0;
        numbers[last] = numbers[other] ?? 0;
        numbers[other] = kept;
      }
    },
  };
}

function fnv(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash;
}
