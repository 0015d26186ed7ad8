// Hashes of values from hashes of their parts, in two lanes of 32 bits, so that TypeScript can do
// the same sums: `value-hash.ts` one folder up must give the same numbers.

/** What the hash of each kind of value starts from. */
export const arraySeed: u64 = 0x51ed270b_2c1b3c6d;
export const objectSeed: u64 = 0x297a2d39_6b43a9b5;
export const numberSeed: u64 = 0x0bd3fe4d_1f83d9ab;
export const trueHash: u64 = 0x9b05688c_5be0cd19;
export const falseHash: u64 = 0x3c6ef372_a54ff53a;
export const nullHash: u64 = 0x510e527f_cbbb9d5d;

function mix(lane: u32, word: u32): u32 {
  let mixed: u32 = (lane ^ word) * 0x9e3779b1;
  mixed = (mixed ^ (mixed >> 15)) * 0x85ebca6b;
  return mixed ^ (mixed >> 13);
}

/** Adds a part to a hash; the order of parts counts. */
export function combine(hash: u64, part: u64): u64 {
  const low = mix(<u32>hash, <u32>part);
  const high = mix((<u32>(hash >> 32)) ^ low, <u32>(part >> 32));
  return ((<u64>high) << 32) | (<u64>low);
}

/** Adds a member's hash to those of an object's other members; the order does not count. */
export function addMember(sum: u64, member: u64): u64 {
  const low: u32 = <u32>sum + <u32>member;
  const high: u32 = <u32>(sum >> 32) + <u32>(member >> 32);
  return ((<u64>high) << 32) | (<u64>low);
}
