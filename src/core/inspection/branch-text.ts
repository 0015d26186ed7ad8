import { textOfBytes, utf8 } from "./token-bytes.js";
import type { Candidate, Token } from "./token.js";

/**
 * The text from which another way is gone: that of the tokens before an index, and of the candidate
 * in its place. `undefined` where bytes are unknown, or it ends inside of a character: no service can
 * be sent such a text.
 */
export function branchText(
  tokens: readonly Token[],
  index: number,
  candidate: Candidate,
): string | undefined {
  const bytes: number[] = [];
  for (const part of [...tokens.slice(0, index), candidate]) {
    if (part.bytes === null) return undefined;
    bytes.push(...part.bytes);
  }
  const text = textOfBytes(bytes);
  return utf8(text).length === bytes.length && utf8(text).every((byte, at) => byte === bytes[at])
    ? text
    : undefined;
}
