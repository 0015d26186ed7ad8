import { seededRandom } from "./seeded-random.js";

/** Records that stay together: how many of each stratum they are. */
export interface RecordGroup {
  readonly strata: readonly (readonly [stratum: number, records: number])[];
  readonly records: number;
}

/** Where groups should go. */
export interface GroupGoal {
  /** The wanted number of records of each stratum in each part. */
  readonly quotas: readonly (readonly number[])[];
  /** The wanted number of records of each part. */
  readonly parts: readonly number[];
  readonly seed: number;
}

/** With few groups it costs nothing to begin anew from other places: so many beginnings for one. */
const startsForOne = 4_096;
const mostStarts = 512;
/** With more groups no two of them are tried in each other's place. */
const mostGroupsForSwaps = 1_000;
const mostRounds = 50;

/**
 * Puts whole groups into parts so that the sum of squares of what strata and parts differ from
 * their quotas is small: large groups first, each where it does least harm, then single groups move
 * and pairs of groups change places as long as that helps; with few groups from several beginnings.
 * Finding the best is as hard as number partitioning.
 *
 * @returns the part of each group
 */
export function placeGroups(
  groups: readonly RecordGroup[],
  goal: GroupGoal,
): Uint8Array<ArrayBuffer> {
  const random = seededRandom(goal.seed, "groups");
  let best: Placing | undefined;
  const tries = Math.min(Math.ceil(startsForOne / Math.max(groups.length, 1)), mostStarts);
  for (let at = 0; at < tries; at += 1) {
    const order = Uint32Array.from(groups, (_, index) => index);
    random.shuffle(order);
    // The first beginning is the careful one; the others are left to chance.
    if (at === 0) order.sort((a, b) => (groups[b]?.records ?? 0) - (groups[a]?.records ?? 0));
    const placing = new Placing(groups, goal);
    for (const group of order) {
      const part = at % 2 === 0 ? placing.bestPart(group) : random.below(goal.parts.length);
      placing.put(group, part);
    }
    placing.improve();
    if (best === undefined || placing.cost() < best.cost() - 1e-9) best = placing;
  }
  return best?.parts ?? new Uint8Array(0);
}

class Placing {
  readonly parts: Uint8Array<ArrayBuffer>;
  readonly #groups: readonly RecordGroup[];
  /** By how many records each stratum of a part, and each part, is above its quota. */
  readonly #above: readonly Float64Array<ArrayBuffer>[];
  readonly #partAbove: Float64Array<ArrayBuffer>;

  constructor(groups: readonly RecordGroup[], { quotas, parts }: GroupGoal) {
    this.#groups = groups;
    this.parts = new Uint8Array(groups.length);
    this.#above = quotas.map((row) => Float64Array.from(row, (quota) => -quota));
    this.#partAbove = Float64Array.from(parts, (size) => -size);
  }

  cost(): number {
    const rows = [...this.#above, this.#partAbove];
    return rows.reduce((sum, row) => row.reduce((squares, one) => squares + one * one, sum), 0);
  }

  put(group: number, part: number): void {
    this.parts[group] = part;
    this.#add(group, part, 1);
  }

  bestPart(group: number): number {
    let best = 0;
    for (let part = 1; part < this.#partAbove.length; part += 1) {
      if (this.#costOf(group, part, 1) < this.#costOf(group, best, 1) - 1e-9) best = part;
    }
    return best;
  }

  improve(): void {
    for (let round = 0; round < mostRounds; round += 1) {
      let isBetter = this.#moveSingles();
      if (this.#groups.length <= mostGroupsForSwaps) isBetter = this.#swapPairs() || isBetter;
      if (!isBetter) return;
    }
  }

  #moveSingles(): boolean {
    let isBetter = false;
    for (let group = 0; group < this.#groups.length; group += 1) {
      const from = this.parts[group] ?? 0;
      this.#add(group, from, -1);
      const to = this.bestPart(group);
      const gain = this.#costOf(group, from, 1) - this.#costOf(group, to, 1);
      this.put(group, gain > 1e-9 ? to : from);
      isBetter ||= gain > 1e-9;
    }
    return isBetter;
  }

  #swapPairs(): boolean {
    let isBetter = false;
    for (let one = 0; one < this.#groups.length; one += 1) {
      for (let other = one + 1; other < this.#groups.length; other += 1) {
        isBetter = this.#swap(one, other) || isBetter;
      }
    }
    return isBetter;
  }

  /** Lets two groups change places where that helps. */
  #swap(one: number, other: number): boolean {
    const [from, to] = [this.parts[one] ?? 0, this.parts[other] ?? 0];
    if (from === to) return false;
    let change = this.#take(one, from) + this.#take(other, to);
    change += this.#give(one, to) + this.#give(other, from);
    if (change < -1e-9) return true;
    this.#add(one, to, -1);
    this.#add(other, from, -1);
    this.put(one, from);
    this.put(other, to);
    return false;
  }

  #take(group: number, part: number): number {
    const change = this.#costOf(group, part, -1);
    this.#add(group, part, -1);
    return change;
  }

  #give(group: number, part: number): number {
    const change = this.#costOf(group, part, 1);
    this.put(group, part);
    return change;
  }

  /** What adding a group to a part (or, with -1, taking it out) adds to the cost. */
  #costOf(group: number, part: number, sign: 1 | -1): number {
    const { strata = [], records = 0 } = this.#groups[group] ?? {};
    let cost = squareGrowth(this.#partAbove[part] ?? 0, sign * records);
    for (const [stratum, count] of strata) {
      cost += squareGrowth(this.#above[stratum]?.[part] ?? 0, sign * count);
    }
    return cost;
  }

  #add(group: number, part: number, sign: 1 | -1): void {
    const { strata = [], records = 0 } = this.#groups[group] ?? {};
    this.#partAbove[part] = (this.#partAbove[part] ?? 0) + sign * records;
    for (const [stratum, count] of strata) {
      const row = this.#above[stratum];
      if (row !== undefined) row[part] = (row[part] ?? 0) + sign * count;
    }
  }
}

/** How much a square grows with its root. */
function squareGrowth(root: number, by: number): number {
  return by * (2 * root + by);
}
