/** Whether a number is in an ascending list. */
export function isIn(ascending: readonly number[], number: number): boolean {
  return ascending[countBelow(ascending, number)] === number;
}

/** How many numbers of an ascending list are below a limit. */
export function countBelow(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? limit) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
