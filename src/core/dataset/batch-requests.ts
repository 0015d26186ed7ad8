import type { Aggregate } from "./aggregate.js";
import { LabelSpellings } from "./label-spellings.js";

/** A url with a model: longer than a label, and still one of few. */
const longestShared = 1_024;

/** What each request of a batch shares with the others, or should. */
export const sharedParts: Aggregate<LabelSpellings> = {
  empty: (expected) => new LabelSpellings(expected, longestShared),
  add: (state, ref, { shared }) => state.add(ref, { completion: shared }),
  remove: (state, ref, { shared }) => state.remove(ref, { completion: shared }),
  merge: (state, other, refOffset) => state.merge(other, refOffset),
};

/** The records that have each name, by the name's hash. */
export type RecordNames = Map<string, number[]>;

/** Which records have the same name. */
export const recordNames: Aggregate<RecordNames> = {
  empty: () => new Map(),
  add(names, ref, { name }) {
    if (!name.isThere) return;
    addTo(names, `${name.hashLow} ${name.hashHigh}`, [ref]);
  },
  remove(names, ref, { name }) {
    const key = `${name.hashLow} ${name.hashHigh}`;
    const left = (names.get(key) ?? []).filter((one) => one !== ref);
    if (left.length === 0) names.delete(key);
    else names.set(key, left);
  },
  merge(names, other, refOffset) {
    for (const [key, refs] of other) {
      addTo(
        names,
        key,
        refs.map((ref) => ref + refOffset),
      );
    }
  },
};

function addTo(names: RecordNames, key: string, refs: readonly number[]): void {
  const known = names.get(key);
  if (known === undefined) names.set(key, [...refs]);
  else for (const ref of refs) known.push(ref);
}
