import type { TokenPlace } from "./token-bytes.js";
import { placesIn, textOfBytes, utf8 } from "./token-bytes.js";

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
 * may be spread over several tokens. A piece is as short as whole characters allow. Where a service
 * tells no bytes, parts of characters are `\ufffd`; `whole`, the text of all tokens, says then what they
 * are together.
 */
export function textPieces(tokens: readonly WrittenToken[], whole = ""): readonly TextPiece[] {
  const bytes = tokens.every((token) => token.bytes !== null) ? [] : utf8(whole);
  const places = placesIn(tokens, bytes);
  const pieces: TextPiece[] = [];
  let start = 0;
  while (start < tokens.length) {
    const piece = placedPiece(start, tokens[start], places[start], bytes);
    const next = piece ?? pieceFrom(tokens, start);
    pieces.push(next);
    start = next.end;
  }
  return pieces;
}

/** What the whole text has where the bytes of tokens are not known. */
function placedPiece(
  start: number,
  token: WrittenToken | undefined,
  place: TokenPlace | undefined,
  whole: readonly number[],
): TextPiece | undefined {
  if (token?.bytes !== null || place === undefined || place.start === place.end) return undefined;
  const text = textOfBytes(whole.slice(place.start, place.end));
  return { text, start, end: start + place.shared };
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
