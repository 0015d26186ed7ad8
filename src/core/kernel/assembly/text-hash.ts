// XXH64 with seed 0, after its specification
// (https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md).

const prime1: u64 = 0x9e3779b185ebca87;
const prime2: u64 = 0xc2b2ae3d27d4eb4f;
const prime3: u64 = 0x165667b19e3779f9;
const prime4: u64 = 0x85ebca77c2b2ae63;
const prime5: u64 = 0x27d4eb2f165667c5;

function round(lane: u64, word: u64): u64 {
  return rotl<u64>(lane + word * prime2, 31) * prime1;
}

function mergeRound(hash: u64, lane: u64): u64 {
  return (hash ^ round(0, lane)) * prime1 + prime4;
}

/** The 64-bit hash of bytes. */
export function hashBytes(start: usize, length: usize): u64 {
  const end = start + length;
  let at = start;
  let hash: u64;
  if (length >= 32) {
    let lane1: u64 = prime1 + prime2;
    let lane2: u64 = prime2;
    let lane3: u64 = 0;
    let lane4: u64 = 0 - prime1;
    const lastStripe = end - 32;
    do {
      lane1 = round(lane1, load<u64>(at));
      lane2 = round(lane2, load<u64>(at, 8));
      lane3 = round(lane3, load<u64>(at, 16));
      lane4 = round(lane4, load<u64>(at, 24));
      at += 32;
    } while (at <= lastStripe);
    hash = rotl<u64>(lane1, 1) + rotl<u64>(lane2, 7) + rotl<u64>(lane3, 12) + rotl<u64>(lane4, 18);
    hash = mergeRound(hash, lane1);
    hash = mergeRound(hash, lane2);
    hash = mergeRound(hash, lane3);
    hash = mergeRound(hash, lane4);
  } else {
    hash = prime5;
  }
  hash += <u64>length;
  while (at + 8 <= end) {
    hash = rotl<u64>(hash ^ round(0, load<u64>(at)), 27) * prime1 + prime4;
    at += 8;
  }
  if (at + 4 <= end) {
    hash = rotl<u64>(hash ^ (<u64>load<u32>(at) * prime1), 23) * prime2 + prime3;
    at += 4;
  }
  while (at < end) {
    hash = rotl<u64>(hash ^ (<u64>load<u8>(at) * prime5), 11) * prime1;
    at += 1;
  }
  hash ^= hash >> 33;
  hash *= prime2;
  hash ^= hash >> 29;
  hash *= prime3;
  return hash ^ (hash >> 32);
}
