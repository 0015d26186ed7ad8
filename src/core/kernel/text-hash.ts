const mask = 0xffff_ffff_ffff_ffffn;
const prime1 = 0x9e3779b185ebca87n;
const prime2 = 0xc2b2ae3d27d4eb4fn;
const prime3 = 0x165667b19e3779f9n;
const prime4 = 0x85ebca77c2b2ae63n;
const prime5 = 0x27d4eb2f165667c5n;

/**
 * XXH64 with seed 0 of bytes, as the kernel computes it
 * (https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md). Slow: for constants and tests.
 */
export function textHash(bytes: Uint8Array): bigint {
  const word = (at: number, length: number): bigint => {
    let value = 0n;
    for (let i = length - 1; i >= 0; i -= 1) value = (value << 8n) | BigInt(bytes[at + i] ?? 0);
    return value;
  };
  let at = 0;
  let hash = prime5;
  if (bytes.length >= 32) {
    const lanes: [bigint, bigint, bigint, bigint] = [
      (prime1 + prime2) & mask,
      prime2,
      0n,
      -prime1 & mask,
    ];
    for (; at + 32 <= bytes.length; at += 32) {
      lanes.forEach((lane, i) => {
        lanes[i] = round(lane, word(at + 8 * i, 8));
      });
    }
    const [a, b, c, d] = lanes;
    hash = (rotated(a, 1n) + rotated(b, 7n) + rotated(c, 12n) + rotated(d, 18n)) & mask;
    for (const lane of lanes) hash = ((hash ^ round(0n, lane)) * prime1 + prime4) & mask;
  }
  hash = (hash + BigInt(bytes.length)) & mask;
  for (; at + 8 <= bytes.length; at += 8) {
    hash = (rotated(hash ^ round(0n, word(at, 8)), 27n) * prime1 + prime4) & mask;
  }
  if (at + 4 <= bytes.length) {
    hash = (rotated(hash ^ ((word(at, 4) * prime1) & mask), 23n) * prime2 + prime3) & mask;
    at += 4;
  }
  for (; at < bytes.length; at += 1) {
    hash = (rotated(hash ^ ((word(at, 1) * prime5) & mask), 11n) * prime1) & mask;
  }
  return avalanche(hash);
}

/** The lower half of the hash of a text's UTF-8 bytes, signed: what tells keys on the tape apart. */
export function keyOf(text: string): number {
  return Number(BigInt.asIntN(32, textHash(new TextEncoder().encode(text))));
}

function rotated(value: bigint, bits: bigint): bigint {
  return ((value << bits) | (value >> (64n - bits))) & mask;
}

function round(lane: bigint, word: bigint): bigint {
  return (rotated((lane + word * prime2) & mask, 31n) * prime1) & mask;
}

function avalanche(value: bigint): bigint {
  let hash = value ^ (value >> 33n);
  hash = (hash * prime2) & mask;
  hash ^= hash >> 29n;
  hash = (hash * prime3) & mask;
  return hash ^ (hash >> 32n);
}
