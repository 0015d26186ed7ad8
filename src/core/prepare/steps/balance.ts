import type { BalanceStep } from "../recipe/recipe.js";
import { seededRandom } from "./seeded-random.js";

/** What is written to the training file. */
export interface BalancedOrder {
  /** Records in the order in which they are written; copies stand behind all others. */
  readonly order: Uint32Array<ArrayBuffer>;
  /** How many of them, at the end, are copies. */
  readonly copies: number;
}

/**
 * Leaves records of frequent labels out and adds copies of those with rare ones, both at random by
 * a seed. Each record of a label is copied once before one is copied twice.
 */
export function balanceLabels(
  records: Uint32Array<ArrayBuffer>,
  labels: Uint32Array<ArrayBuffer>,
  {
    balance,
    seed,
  }: {
    readonly balance: Pick<BalanceStep, "maximumPerLabel" | "minimumPerLabel">;
    readonly seed: number;
  },
): BalancedOrder {
  const { maximumPerLabel: most = Infinity, minimumPerLabel: least = 0 } = balance;
  const random = seededRandom(seed, "balance");
  const kept: number[] = [];
  const copies: number[] = [];
  for (const indexes of byLabel(records, labels)) {
    const drawn = Uint32Array.from(indexes);
    if (drawn.length > most || drawn.length < least) random.shuffle(drawn);
    const some = drawn.subarray(0, Math.min(drawn.length, most));
    for (const record of some) kept.push(record);
    for (let at = some.length; at < least; at += 1) copies.push(some[at % some.length] ?? 0);
  }
  const order = Uint32Array.from([...kept.sort((a, b) => a - b), ...copies]);
  return { order, copies: copies.length };
}

function byLabel(
  records: Uint32Array<ArrayBuffer>,
  labels: Uint32Array<ArrayBuffer>,
): readonly (readonly number[])[] {
  const lists = new Map<number, number[]>();
  for (const record of records) {
    const label = labels[record] ?? 0;
    const list = lists.get(label) ?? [];
    list.push(record);
    lists.set(label, list);
  }
  return [...lists.values()];
}
