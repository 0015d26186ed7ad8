const size = 624;
const shift = 397;

/**
 * MT19937 (Matsumoto and Nishimura, "Mersenne Twister", ACM TOMACS 8, 1998), its state filled by
 * their `init_genrand` of 2002: whole numbers from 0 below 2^32, those of NumPy's
 * `RandomState(seed)`.
 */
export function mersenneTwister(seed: number): () => number {
  const state = new Uint32Array(size);
  state[0] = seed;
  for (let at = 1; at < size; at += 1) {
    const before = state[at - 1] ?? 0;
    state[at] = Math.imul(1_812_433_253, before ^ (before >>> 30)) + at;
  }
  let next = size;
  return () => {
    if (next === size) {
      renew(state);
      next = 0;
    }
    const word = tempered(state[next] ?? 0);
    next += 1;
    return word;
  };
}

function renew(state: Uint32Array<ArrayBuffer>): void {
  for (let at = 0; at < size; at += 1) {
    const upper = (state[at] ?? 0) & 0x8000_0000;
    const word = upper | ((state[(at + 1) % size] ?? 0) & 0x7fff_ffff);
    const other = state[(at + shift) % size] ?? 0;
    state[at] = other ^ (word >>> 1) ^ ((word & 1) === 0 ? 0 : 0x9908_b0df);
  }
}

function tempered(word: number): number {
  let mixed = word ^ (word >>> 11);
  mixed ^= (mixed << 7) & 0x9d2c_5680;
  mixed ^= (mixed << 15) & 0xefc6_0000;
  return (mixed ^ (mixed >>> 18)) >>> 0;
}
