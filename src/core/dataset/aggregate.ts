import type { RecordFacts } from "./record-facts.js";

/**
 * Small facts of all records, kept so that an edit can take a record out and put another in, and
 * so that two halves of a file, read apart, give the same as the whole.
 *
 * A record is named by its `ref`: a whole number from 0 that stays the same while the record
 * lives. States are plain data owned by whoever calls `empty`.
 */
export interface Aggregate<State> extends GrowingAggregate<State> {
  /** Takes out what `add` put in for this ref and these facts. */
  remove(state: State, ref: number, facts: RecordFacts): void;
}

/** An aggregate for rules that answer later: it is made anew after edits, so nothing is taken out. */
export interface GrowingAggregate<State> {
  /** `expected` is a guess at how many records will come; 0 where nobody knows. */
  empty(expected: number): State;
  /** The facts are reused for the next record: take numbers out of them, do not keep them. */
  add(state: State, ref: number, facts: RecordFacts): void;
  remove?(state: State, ref: number, facts: RecordFacts): void;
  /** Adds all of `other` to `state`; a record that was `ref` there is `ref + refOffset` here. */
  merge(state: State, other: State, refOffset: number): void;
}
