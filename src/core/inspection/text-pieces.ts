import { textOfBytes } from "./token-bytes.js";

/** Tokens in a row that are whole characters together. */
export interface TextPiece {
  readonly text: string;
  /** The positions of its tokens: from the first, up to and without `end`. */
  readonly start: number;
  readonly end: number;
}

/** What a piece is made of. */
interface WrittenToken {
  readonly text: string;
  readonly bytes: readonly number[] | null;
}

/**
 * The tokens as what can be shown: their bytes joined before they are decoded, since one character
 * may be spread over several tokens. A piece is as short as whole characters allow.
 */
export function textPieces(tokens: readonly WrittenToken[]): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let start = 0;
  while (start < tokens.length) {
    const piece = pieceFrom(tokens, start);
    pieces.push(piece);
    start = piece.end;
  }
  return pieces;
}

/** UTF-8 has no longer characters. */
const mostBytes = 4;

function pieceFrom(tokens: readonly WrittenToken[], start: number): TextPiece {
  const bytes: number[] = [];
  for (let end = start; end < tokens.length; end += 1) {
    const more = tokens[end]?.bytes ?? null;
    if (more === null) break;
    bytes.push(...more);
    if (!lacksEnd(bytes)) return { text: textOfBytes(bytes), start, end: end + 1 };
  }
  // A character that never ends: what is there stands alone.
  const { text, bytes: own } = tokens[start] ?? { text: "", bytes: null };
  return { text: own === null ? text : textOfBytes(own), start, end: start + 1 };
}

/** Whether bytes end inside of a character. */
function lacksEnd(bytes: readonly number[]): boolean {
  for (let back = 1; back <= Math.min(mostBytes, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return false;
    if (byte >= 0xc0) return lengthOf(byte) > back;
  }
  return false;
}

function lengthOf(lead: number): number {
  if (lead >= 0xf0) return 4;
  return lead >= 0xe0 ? 3 : 2;
}
