// How a text starts.
import { hashBytes } from "./text-hash";

const openingBytes: usize = 16;

/** The hash of the first bytes of a text; 0 where it is shorter. */
export function openingHash(start: usize, length: usize): u32 {
  if (length < openingBytes) return 0;
  const hash = <u32>hashBytes(start, openingBytes);
  return hash == 0 ? 1 : hash;
}
