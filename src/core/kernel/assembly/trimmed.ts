// The hash of a text without the blanks around it: what makes two labels the same.
import { hashBytes } from "./text-hash";

/** Longer texts are no labels and count as they are. */
const longestLabel: usize = 64;

function isBlank(byte: u8): bool {
  return byte == 0x20 || <u32>byte - 0x09 <= 4;
}

/**
 * The lower half of the hash of a short text without the blanks around it, of a long one as it is.
 * `whole` is the hash of the text.
 */
export function trimmedHash(start: usize, length: usize, whole: u64): u32 {
  if (length > longestLabel) return <u32>whole;
  let from = start;
  let to = start + length;
  while (from < to && isBlank(load<u8>(from))) from += 1;
  while (to > from && isBlank(load<u8>(to - 1))) to -= 1;
  return to - from == length ? <u32>whole : <u32>hashBytes(from, to - from);
}
