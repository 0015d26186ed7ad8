/** How many records of each stratum come into each part. */
export type Deal = readonly Uint32Array<ArrayBuffer>[];

/** Whole numbers with the sum of some quotas, each less than 1 from its own (largest remainder). */
export function largestRemainder(quotas: readonly number[], sum: number): number[] {
  const whole = quotas.map((quota) => Math.floor(quota + 1e-9));
  const order = quotas
    .map((quota, index) => ({ index, rest: quota - (whole[index] ?? 0) }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index);
  let left = sum - whole.reduce((total, part) => total + part, 0);
  for (const { index } of order) {
    if (left <= 0) break;
    whole[index] = (whole[index] ?? 0) + 1;
    left -= 1;
  }
  return whole;
}

/**
 * Rounds quotas (stratum by stratum, part by part) to whole numbers so that each stratum keeps its
 * size and each part has its own. Where the quotas of each part sum up to its size, no number is 1
 * or more from its quota: such a rounding exists (Cox, "A constructive procedure for unbiased
 * controlled rounding", 1987), and is found as a flow: first what is left over goes where most is
 * missing, then records move along paths between parts until each part has its size.
 */
export function apportion(
  quotas: readonly (readonly number[])[],
  sizes: readonly number[],
  parts: readonly number[],
): Deal {
  const rows = quotas.map((row) => Uint32Array.from(row, (quota) => Math.floor(quota + 1e-9)));
  const missing = parts.map(
    (size, part) => size - rows.reduce((sum, row) => sum + (row[part] ?? 0), 0),
  );
  rows.forEach((row, at) =>
    dealRest(row, { quota: quotas[at] ?? [], size: sizes[at] ?? 0, missing }),
  );
  balanceParts(rows, quotas, missing);
  return rows;
}

interface Rest {
  readonly quota: readonly number[];
  readonly size: number;
  /** By how many records each part is short; changed. */
  readonly missing: number[];
}

function dealRest(row: Uint32Array<ArrayBuffer>, { quota, size, missing }: Rest): void {
  let left = size - row.reduce((sum, count) => sum + count, 0);
  const floors = Uint32Array.from(row);
  while (left > 0) {
    const best = bestPart(row, (part) => {
      const isOpen = row[part] === floors[part] && (quota[part] ?? 0) - (row[part] ?? 0) > 1e-9;
      return (
        (isOpen ? 1e12 : 0) + (missing[part] ?? 0) + ((quota[part] ?? 0) - (row[part] ?? 0)) / 2
      );
    });
    row[best] = (row[best] ?? 0) + 1;
    missing[best] = (missing[best] ?? 0) - 1;
    left -= 1;
  }
  // Sizes that are smaller than their quotas' floors: quotas that were clamped.
  for (; left < 0; left += 1) {
    const most = bestPart(row, (part) =>
      (row[part] ?? 0) > 0 ? (row[part] ?? 0) - (quota[part] ?? 0) : -Infinity,
    );
    row[most] = (row[most] ?? 0) - 1;
    missing[most] = (missing[most] ?? 0) + 1;
  }
}

function bestPart(row: Uint32Array<ArrayBuffer>, value: (part: number) => number): number {
  let best = 0;
  for (let part = 1; part < row.length; part += 1) if (value(part) > value(best)) best = part;
  return best;
}

/** A record of a stratum that moves from one part to another. */
interface Move {
  readonly row: number;
  readonly from: number;
  readonly to: number;
}

function balanceParts(
  rows: Uint32Array<ArrayBuffer>[],
  quotas: readonly (readonly number[])[],
  missing: number[],
): void {
  const moves = new Moves(rows, quotas);
  for (;;) {
    const from = missing.findIndex((count) => count < 0);
    if (from < 0) return;
    const path = moves.path(from, missing);
    if (path === undefined) return;
    for (const move of path) moves.make(move);
    const to = path.at(-1)?.to ?? from;
    missing[from] = (missing[from] ?? 0) + 1;
    missing[to] = (missing[to] ?? 0) - 1;
  }
}

/** Finds which records may move between parts without a number that is 1 or more from its quota. */
class Moves {
  readonly #rows: Uint32Array<ArrayBuffer>[];
  readonly #quotas: readonly (readonly number[])[];

  constructor(rows: Uint32Array<ArrayBuffer>[], quotas: readonly (readonly number[])[]) {
    this.#rows = rows;
    this.#quotas = quotas;
  }

  make({ row, from, to }: Move): void {
    const counts = this.#rows[row];
    if (counts === undefined) return;
    counts[from] = (counts[from] ?? 0) - 1;
    counts[to] = (counts[to] ?? 0) + 1;
  }

  /** The shortest way from a part with too many to one with too few. */
  path(start: number, missing: readonly number[]): readonly Move[] | undefined {
    const ways = new Map<number, readonly Move[]>([[start, []]]);
    for (const [part, way] of ways) {
      if ((missing[part] ?? 0) > 0) return way;
      for (let to = 0; to < missing.length; to += 1) {
        const row = ways.has(to) ? -1 : this.#rowFor(part, to);
        if (row >= 0) ways.set(to, [...way, { row, from: part, to }]);
      }
    }
    return undefined;
  }

  #rowFor(from: number, to: number): number {
    let [best, least] = [-1, Infinity];
    this.#rows.forEach((row, index) => {
      if ((row[from] ?? 0) === 0) return;
      const above = this.#above(index, from);
      const below = -this.#above(index, to);
      if (above <= 1e-9 || below <= 1e-9) return;
      const cost = 2 - above - below;
      if (cost < least) [best, least] = [index, cost];
    });
    return best;
  }

  /** By how much a number is above its quota. */
  #above(row: number, part: number): number {
    return (this.#rows[row]?.[part] ?? 0) - (this.#quotas[row]?.[part] ?? 0);
  }
}
