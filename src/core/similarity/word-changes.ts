/** A stretch in which one list of words differs from another. */
export interface WordChange {
  readonly removed: number;
  readonly added: number;
}

/** Changes with fewer equal words between them are one. */
const leastBetween = 3;
/** Texts that differ in more words are not nearly equal; the way to them would take long to find. */
const mostChanges = 1_000;

/**
 * How one list of words becomes another, by the shortest way (Myers, "An O(ND) difference algorithm
 * and its variations", 1986). Changes that stand close together are one. `undefined` where more
 * than a thousand words differ.
 */
export function wordChanges(
  from: readonly string[],
  to: readonly string[],
): readonly WordChange[] | undefined {
  const trail = furthestPoints(from, to);
  return trail && joined(wayBack(trail, from.length, to.length));
}

/** For each number of changes how far each diagonal comes, up to the end of both lists. */
function furthestPoints(
  from: readonly string[],
  to: readonly string[],
): readonly Int32Array[] | undefined {
  const most = Math.min(from.length + to.length, mostChanges);
  const trail: Int32Array[] = [];
  for (let changes = 0; changes <= most; changes += 1) {
    const before = trail.at(-1);
    const points = new Int32Array(2 * changes + 1);
    for (let diagonal = -changes; diagonal <= changes; diagonal += 2) {
      let x = before === undefined ? 0 : startOn(diagonal, changes, before);
      while (x < from.length && x - diagonal < to.length && from[x] === to[x - diagonal]) x += 1;
      points[diagonal + changes] = x;
      if (x >= from.length && x - diagonal >= to.length) return [...trail, points];
    }
    trail.push(points);
  }
  return undefined;
}

/** Where a diagonal starts after one more change: below the better of its two neighbours. */
function startOn(diagonal: number, changes: number, before: Int32Array): number {
  return comesDown(diagonal, changes, before)
    ? pointOn(before, diagonal + 1, changes - 1)
    : pointOn(before, diagonal - 1, changes - 1) + 1;
}

/** Whether the change before is a word that was added, not one that was removed. */
function comesDown(diagonal: number, changes: number, before: Int32Array): boolean {
  if (diagonal === -changes) return true;
  if (diagonal === changes) return false;
  const [left, right] = [diagonal - 1, diagonal + 1].map((one) =>
    pointOn(before, one, changes - 1),
  );
  return (left ?? 0) < (right ?? 0);
}

function pointOn(points: Int32Array, diagonal: number, changes: number): number {
  return points[diagonal + changes] ?? 0;
}

/** A change of one word, and where in both lists it stands. */
interface SingleChange {
  readonly isAdded: boolean;
  readonly x: number;
  readonly y: number;
}

/** The changes of single words, in order. */
function wayBack(
  trail: readonly Int32Array[],
  fromLength: number,
  toLength: number,
): SingleChange[] {
  const single: SingleChange[] = [];
  let diagonal = fromLength - toLength;
  for (let changes = trail.length - 1; changes > 0; changes -= 1) {
    const before = trail[changes - 1] ?? new Int32Array();
    const isAdded = comesDown(diagonal, changes, before);
    diagonal += isAdded ? 1 : -1;
    const x = pointOn(before, diagonal, changes - 1);
    single.push({ isAdded, x, y: x - diagonal });
  }
  return single.reverse();
}

function joined(single: readonly SingleChange[]): readonly WordChange[] {
  const stretches: { removed: number; added: number }[] = [];
  let end = -leastBetween;
  for (const { isAdded, x } of single) {
    if (x - end >= leastBetween || stretches.length === 0) stretches.push({ removed: 0, added: 0 });
    const last = stretches.at(-1);
    if (last !== undefined) last[isAdded ? "added" : "removed"] += 1;
    end = isAdded ? x : x + 1;
  }
  return stretches;
}
