import type { Format } from "../formats/format.js";
import type { DatasetRecord } from "./record.js";

/**
 * Small facts of all records, kept so that an edit can take a record out and put another in, and
 * so that two halves of a file, read apart, give the same as the whole.
 *
 * A record is named by its `ref`: a whole number from 0 that stays the same while the record
 * lives. States are plain data owned by whoever calls `empty`.
 */
export interface Aggregate<State> {
  empty(): State;
  add(state: State, ref: number, record: DatasetRecord, format: Format): void;
  /** Takes out what `add` put in for this ref. */
  remove(state: State, ref: number): void;
  /** Adds all of `other` to `state`; a record that was `ref` there is `ref + refOffset` here. */
  merge(state: State, other: State, refOffset: number): void;
}
