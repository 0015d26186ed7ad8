import type { TextPiece } from "./text-pieces.js";

/** Pieces of two texts that stand beside each other: the same in both, or what only one of them has. */
export interface AlignedPieces {
  readonly isSame: boolean;
  readonly left: readonly TextPiece[];
  readonly right: readonly TextPiece[];
}

/** A table of so many cells takes a fraction of a second; longer middles are told as one difference. */
const mostCells = 4_000_000;

/**
 * Lays two answers beside each other: what is the same at start and end, and between these the longest
 * common subsequence (Needleman and Wunsch's table with a score of 1 for equal pieces and 0 otherwise).
 */
export function alignPieces(
  left: readonly TextPiece[],
  right: readonly TextPiece[],
): readonly AlignedPieces[] {
  const least = Math.min(left.length, right.length);
  let start = 0;
  while (start < least && left[start]?.text === right[start]?.text) start += 1;
  let end = 0;
  while (end < least - start && left.at(-1 - end)?.text === right.at(-1 - end)?.text) end += 1;
  const middle = aligned(
    left.slice(start, left.length - end),
    right.slice(start, right.length - end),
  );
  const same = (from: number, to: number, rightFrom: number): AlignedPieces => ({
    isSame: true,
    left: left.slice(from, to),
    right: right.slice(rightFrom, rightFrom + to - from),
  });
  return [
    same(0, start, 0),
    ...middle,
    same(left.length - end, left.length, right.length - end),
  ].filter((part) => part.left.length + part.right.length > 0);
}

function aligned(
  left: readonly TextPiece[],
  right: readonly TextPiece[],
): readonly AlignedPieces[] {
  const parts: AlignedPieces[] = [];
  let [doneLeft, doneRight] = [0, 0];
  for (const { i, j, length } of commonRuns(left, right)) {
    parts.push(
      { isSame: false, left: left.slice(doneLeft, i), right: right.slice(doneRight, j) },
      { isSame: true, left: left.slice(i, i + length), right: right.slice(j, j + length) },
    );
    [doneLeft, doneRight] = [i + length, j + length];
  }
  return [...parts, { isSame: false, left: left.slice(doneLeft), right: right.slice(doneRight) }];
}

/** Pieces that both have, from a place of each. */
interface CommonRun {
  readonly i: number;
  readonly j: number;
  length: number;
}

function commonRuns(left: readonly TextPiece[], right: readonly TextPiece[]): readonly CommonRun[] {
  if (left.length * right.length > mostCells) return [];
  const common = commonTable(left, right);
  const runs: CommonRun[] = [];
  let [i, j] = [0, 0];
  while (i < left.length && j < right.length) {
    if (left[i]?.text === right[j]?.text) {
      addPair(runs, i, j);
      i += 1;
      j += 1;
    } else if (common(i + 1, j) >= common(i, j + 1)) i += 1;
    else j += 1;
  }
  return runs;
}

function addPair(runs: CommonRun[], i: number, j: number): void {
  const last = runs.at(-1);
  if (last !== undefined && last.i + last.length === i && last.j + last.length === j) {
    last.length += 1;
    return;
  }
  runs.push({ i, j, length: 1 });
}

/** Tells how many pieces the rests from two places on have in common. */
function commonTable(
  left: readonly TextPiece[],
  right: readonly TextPiece[],
): (i: number, j: number) => number {
  const width = right.length + 1;
  const table = new Uint32Array((left.length + 1) * width);
  const common = (i: number, j: number): number => table[i * width + j] ?? 0;
  for (let i = left.length - 1; i >= 0; i -= 1) {
    for (let j = right.length - 1; j >= 0; j -= 1) {
      table[i * width + j] =
        left[i]?.text === right[j]?.text
          ? common(i + 1, j + 1) + 1
          : Math.max(common(i + 1, j), common(i, j + 1));
    }
  }
  return common;
}
