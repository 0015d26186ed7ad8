import type { Aggregate } from "./aggregate.js";
import type { RecordFacts } from "./record-facts.js";

/** How the lengths of the better and the worse answers of a dataset compare. */
export interface SideLengths {
  /** Pairs in which the better answer is the longer one, and those in which it is the shorter. */
  longer: number;
  shorter: number;
  equal: number;
  /** The characters of all better and of all worse answers. */
  better: number;
  worse: number;
}

/** Counts the pairs by which answer is the longer one. */
export const sideLengths: Aggregate<SideLengths> = {
  empty: () => ({ longer: 0, shorter: 0, equal: 0, better: 0, worse: 0 }),
  add: (state, _, facts) => count(state, facts, 1),
  remove: (state, _, facts) => count(state, facts, -1),
  merge(state, other) {
    state.longer += other.longer;
    state.shorter += other.shorter;
    state.equal += other.equal;
    state.better += other.better;
    state.worse += other.worse;
  },
};

function count(
  state: SideLengths,
  { betterLength, worseLength }: RecordFacts,
  change: 1 | -1,
): void {
  if (betterLength === 0 || worseLength === 0) return;
  if (betterLength > worseLength) state.longer += change;
  else if (betterLength < worseLength) state.shorter += change;
  else state.equal += change;
  state.better += change * betterLength;
  state.worse += change * worseLength;
}
