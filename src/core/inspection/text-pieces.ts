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
 * may be spread over several tokens. A piece is as short as whole characters allow. Where a service
 * tells no bytes, parts of characters are `\ufffd`; `whole`, the text of all tokens, says then what they
 * are together.
 */
export function textPieces(tokens: readonly WrittenToken[], whole?: string): readonly TextPiece[] {
  const pieces = piecesOfBytes(tokens);
  if (whole === undefined || !pieces.some((piece) => isUnclear(piece, tokens))) return pieces;
  return clearedPieces(pieces, tokens, whole) ?? pieces;
}

function isUnclear({ text, start }: TextPiece, tokens: readonly WrittenToken[]): boolean {
  return text.includes("\ufffd") && tokens[start]?.bytes === null;
}

/** With unclear pieces in a row as one; `undefined` where the text is not that of the pieces. */
function clearedPieces(
  pieces: readonly TextPiece[],
  tokens: readonly WrittenToken[],
  whole: string,
): readonly TextPiece[] | undefined {
  const cleared: TextPiece[] = [];
  let position = 0;
  for (const run of runsOf(pieces, (piece) => isUnclear(piece, tokens))) {
    const { text, next, start, end } = run;
    if (run.isUnclear) {
      const stop = next === "" ? whole.length : whole.indexOf(next, position);
      if (stop < position) return undefined;
      cleared.push({ text: whole.slice(position, stop), start, end });
      position = stop;
    } else {
      if (!whole.startsWith(text, position)) return undefined;
      cleared.push(...run.pieces);
      position += text.length;
    }
  }
  return position === whole.length ? cleared : undefined;
}

interface Run {
  readonly isUnclear: boolean;
  readonly pieces: readonly TextPiece[];
  readonly text: string;
  /** The text of the run behind it. */
  readonly next: string;
  readonly start: number;
  readonly end: number;
}

function runsOf(
  pieces: readonly TextPiece[],
  isOther: (piece: TextPiece) => boolean,
): readonly Run[] {
  const groups: TextPiece[][] = [];
  for (const piece of pieces) {
    const group = groups.at(-1);
    const [first] = group ?? [];
    if (group === undefined || first === undefined || isOther(first) !== isOther(piece)) {
      groups.push([piece]);
    } else group.push(piece);
  }
  const texts = groups.map((group) => group.map(({ text }) => text).join(""));
  return groups.map((group, index) => ({
    isUnclear: group.some(isOther),
    pieces: group,
    text: texts[index] ?? "",
    next: texts[index + 1] ?? "",
    start: group[0]?.start ?? 0,
    end: group.at(-1)?.end ?? 0,
  }));
}

function piecesOfBytes(tokens: readonly WrittenToken[]): readonly TextPiece[] {
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
