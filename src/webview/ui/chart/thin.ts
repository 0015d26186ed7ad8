/**
 * Which of many points draw the same line at a width of so many columns: of each column the first,
 * the lowest, the highest and the last (M4: Jugel and others, VLDB 2014). `xs` must not fall. At most
 * four indices for each column, in order, the first and the last point always among them.
 */
export function thin(
  xs: readonly number[],
  ys: readonly number[],
  columns: number,
): readonly number[] {
  const count = xs.length;
  const [first, last] = [xs[0], xs.at(-1)];
  if (first === undefined || last === undefined || count <= 4 * columns) {
    return xs.map((_, index) => index);
  }
  const width = (last - first) / columns || 1;
  const columnOf = (index: number): number =>
    Math.min(columns - 1, Math.floor(((xs[index] ?? first) - first) / width));
  const kept: number[] = [];
  let start = 0;
  for (let end = 1; end <= count; end += 1) {
    if (end < count && columnOf(end) === columnOf(start)) continue;
    kept.push(...outline(ys, start, end));
    start = end;
  }
  return kept;
}

/** The first, the lowest, the highest and the last of the points from `start` to before `end`. */
function outline(ys: readonly number[], start: number, end: number): readonly number[] {
  let lowest = start;
  let highest = start;
  for (let index = start; index < end; index += 1) {
    if ((ys[index] ?? 0) < (ys[lowest] ?? 0)) lowest = index;
    if ((ys[index] ?? 0) > (ys[highest] ?? 0)) highest = index;
  }
  return [...new Set([start, lowest, highest, end - 1])].sort((a, b) => a - b);
}
