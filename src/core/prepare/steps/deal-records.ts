import { apportion } from "./apportion.js";
import type { RecordGroup } from "./place-groups.js";
import { placeGroups } from "./place-groups.js";
import { seededRandom } from "./seeded-random.js";

/** Records to be dealt out. */
export interface DealtRecords {
  /** Of each record its stratum, from 0. */
  readonly strata: Uint32Array<ArrayBuffer>;
  /** Of each record what it must stay with: records with equal numbers stay together. */
  readonly units: Uint32Array<ArrayBuffer>;
  /** How many records each part gets; together all of them. */
  readonly parts: readonly number[];
  readonly seed: number;
}

/**
 * Deals records out to parts at random, by a seed. Where no two of them have to stay together, each
 * part has of each stratum its share rounded up or down, and exactly the wanted size. Where some
 * have, whole groups are placed first, and single records make up for what they leave.
 *
 * @returns the part of each record
 */
export function dealRecords(dealt: DealtRecords): Uint8Array<ArrayBuffer> {
  const { strata, units, parts, seed } = dealt;
  const sizes = countsOf(strata);
  const total = strata.length;
  const quotas = [...sizes].map((size) =>
    parts.map((part) => (total === 0 ? 0 : (size * part) / total)),
  );
  const result = new Uint8Array(total);
  const members = groupsOf(units);
  const placed = quotas.map(() => parts.map(() => 0));
  if (members.length > 0) placeWhole({ members, dealt, quotas, placed, result });
  const isSingle = singlesOf(units, members);
  const singles = indexesByStratum(strata, isSingle, sizes.length);
  const counts = singles.map((indexes) => indexes.length);
  const left = quotas.map((row, stratum) =>
    residual(row, placed[stratum] ?? [], counts[stratum] ?? 0),
  );
  const leftParts = parts.map(
    (size, part) => size - placed.reduce((sum, row) => sum + (row[part] ?? 0), 0),
  );
  const deal = apportion(left, counts, leftParts);
  const random = seededRandom(seed, "split");
  singles.forEach((indexes, stratum) => {
    random.shuffle(indexes);
    let from = 0;
    deal[stratum]?.forEach((count, part) => {
      for (const index of indexes.subarray(from, from + count)) result[index] = part;
      from += count;
    });
  });
  return result;
}

interface Placement {
  readonly members: readonly Uint32Array<ArrayBuffer>[];
  readonly dealt: DealtRecords;
  readonly quotas: readonly (readonly number[])[];
  /** What comes into each part of each stratum; changed. */
  readonly placed: number[][];
  readonly result: Uint8Array<ArrayBuffer>;
}

function placeWhole({ members, dealt, quotas, placed, result }: Placement): void {
  const { strata, parts, seed } = dealt;
  const groups = members.map((indexes) => groupOf(indexes, strata));
  const grouped = quotas.map(() => 0);
  for (const { strata: of } of groups) {
    for (const [stratum, count] of of) grouped[stratum] = (grouped[stratum] ?? 0) + count;
  }
  const records = groups.reduce((sum, group) => sum + group.records, 0);
  const share = (part: number): number => part / strata.length;
  const goal = {
    quotas: grouped.map((size) => parts.map((part) => size * share(part))),
    parts: parts.map((part) => records * share(part)),
    seed,
  };
  const places = placeGroups(groups, goal);
  members.forEach((indexes, group) => {
    const part = places[group] ?? 0;
    for (const index of indexes) {
      result[index] = part;
      const row = placed[strata[index] ?? 0];
      if (row !== undefined) row[part] = (row[part] ?? 0) + 1;
    }
  });
}

function groupOf(indexes: Uint32Array<ArrayBuffer>, strata: Uint32Array<ArrayBuffer>): RecordGroup {
  const counts = new Map<number, number>();
  for (const index of indexes) {
    const stratum = strata[index] ?? 0;
    counts.set(stratum, (counts.get(stratum) ?? 0) + 1);
  }
  return { strata: [...counts], records: indexes.length };
}

/** What of a stratum's quotas its single records should fill, scaled to how many there are. */
function residual(
  quotas: readonly number[],
  placed: readonly number[],
  count: number,
): readonly number[] {
  const open = quotas.map((quota, part) => Math.max(quota - (placed[part] ?? 0), 0));
  const sum = open.reduce((total, one) => total + one, 0);
  if (sum === 0) return quotas.map((_, part) => (part === 0 ? count : 0));
  return open.map((one) => (one * count) / sum);
}

/** The records of each unit that has more than one, in the order of the first. */
function groupsOf(units: Uint32Array<ArrayBuffer>): readonly Uint32Array<ArrayBuffer>[] {
  const sizes = countsOf(units);
  const groups = new Map<number, Uint32Array<ArrayBuffer>>();
  const filled = new Uint32Array(sizes.length);
  units.forEach((unit, index) => {
    const size = sizes[unit] ?? 0;
    if (size < 2) return;
    const group = groups.get(unit) ?? new Uint32Array(size);
    group[filled[unit] ?? 0] = index;
    filled[unit] = (filled[unit] ?? 0) + 1;
    groups.set(unit, group);
  });
  return [...groups.values()];
}

function singlesOf(
  units: Uint32Array<ArrayBuffer>,
  groups: readonly Uint32Array<ArrayBuffer>[],
): Uint8Array<ArrayBuffer> {
  const isSingle = new Uint8Array(units.length).fill(1);
  for (const indexes of groups) for (const index of indexes) isSingle[index] = 0;
  return isSingle;
}

function indexesByStratum(
  strata: Uint32Array<ArrayBuffer>,
  isChosen: Uint8Array<ArrayBuffer>,
  count: number,
): readonly Uint32Array<ArrayBuffer>[] {
  const sizes = new Uint32Array(count);
  strata.forEach((stratum, index) => {
    sizes[stratum] = (sizes[stratum] ?? 0) + (isChosen[index] ?? 0);
  });
  const lists = Array.from(sizes, (size) => new Uint32Array(size));
  const filled = new Uint32Array(count);
  strata.forEach((stratum, index) => {
    const list = lists[stratum];
    if (isChosen[index] !== 1 || list === undefined) return;
    list[filled[stratum] ?? 0] = index;
    filled[stratum] = (filled[stratum] ?? 0) + 1;
  });
  return lists;
}

function countsOf(numbers: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  let size = 0;
  for (const number of numbers) size = Math.max(size, number + 1);
  const counts = new Uint32Array(size);
  for (const number of numbers) counts[number] = (counts[number] ?? 0) + 1;
  return counts;
}

/**
 * Deals records out by time: the oldest into the first part. What stays together goes by its
 * latest record.
 */
export function dealByTime(
  times: Float64Array<ArrayBuffer>,
  units: Uint32Array<ArrayBuffer>,
  parts: readonly number[],
): Uint8Array<ArrayBuffer> {
  const latest = new Map<number, number>();
  units.forEach((unit, index) => {
    latest.set(unit, Math.max(latest.get(unit) ?? -Infinity, times[index] ?? 0));
  });
  const time = (index: number): number => latest.get(units[index] ?? 0) ?? 0;
  const order = Uint32Array.from(units, (_, index) => index);
  order.sort((a, b) => time(a) - time(b) || (units[a] ?? 0) - (units[b] ?? 0) || a - b);
  const result = new Uint8Array(units.length);
  const ends = parts.map((_, part) =>
    parts.slice(0, part + 1).reduce((sum, size) => sum + size, 0),
  );
  let before: number | undefined;
  order.forEach((index, position) => {
    const isSameUnit = before !== undefined && units[before] === units[index];
    const part = ends.findIndex((end) => position < end);
    result[index] = isSameUnit ? (result[before ?? 0] ?? 0) : Math.max(part, 0);
    before = index;
  });
  return result;
}
