// Looks for one short text in others, sixteen places at a time.

const longest: i32 = 64;

/** Where the needle's bytes are. */
export const needle: usize = memory.data(longest, 16);

let needleLength: usize = 0;
let needleKey: u32 = 0;

export function setNeedle(length: u32, key: u32): void {
  needleLength = length;
  needleKey = key;
}

/** Whether the needle stands in a field's text, other than at its very end. */
export function hasNeedle(start: usize, length: usize, key: u32): bool {
  if (needleLength == 0 || key != needleKey || length <= needleLength) return false;
  const first = i8x16.splat(load<i8>(needle));
  const last = i8x16.splat(load<i8>(needle + needleLength - 1));
  // Where it would stand at the very end does not count.
  const end = start + length - needleLength;
  for (let at = start; at < end; at += 16) {
    const firsts = i8x16.eq(v128.load(at), first);
    const lasts = i8x16.eq(v128.load(at + needleLength - 1), last);
    let places = i8x16.bitmask(v128.and(firsts, lasts));
    while (places != 0) {
      const place = at + <usize>ctz<i32>(places);
      if (place < end && memory.compare(place, needle, needleLength) == 0) return true;
      places &= places - 1;
    }
  }
  return false;
}
