/** Chance that follows from a seed: the same on every machine. */
export interface SeededRandom {
  /** A whole number from 0 below a limit of at most 2^32, each as likely. */
  below(limit: number): number;
  /** Puts numbers into random order, in place (Fisher and Yates). */
  shuffle(numbers: Uint32Array<ArrayBuffer> | number[]): void;
}

/**
 * xoshiro128** (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2021), its
 * state filled by SplitMix32 (Steele, Lea and Flood, 2014) from the seed and the hash (FNV-1a) of
 * what it is for, so that steps do not share their chance.
 */
export function seededRandom(seed: number, purpose: string): SeededRandom {
  const fill = splitMix(seed ^ fnv(purpose));
  let [a, b, c, d] = [fill(), fill(), fill(), fill()];
  const next = (): number => {
    const result = Math.imul(rotated(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotated(d, 11);
    return result;
  };
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

function rotated(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

function splitMix(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let word = state ^ (state >>> 16);
    word = Math.imul(word, 0x21f0aaad);
    word ^= word >>> 15;
    word = Math.imul(word, 0x735a2d97);
    return (word ^ (word >>> 15)) >>> 0;
  };
}
