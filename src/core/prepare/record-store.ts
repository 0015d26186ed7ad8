import type { ByteSource } from "../dataset/line-reader.js";

/**
 * Where records are put while a recipe runs, one line of JSON each: on a disk, so that memory does
 * not grow with them.
 */
export interface RecordStore {
  append(line: string): void;
  /** The line of a record, by its number from 0. */
  line(record: number): string;
  /** All lines as bytes. */
  source(): ByteSource;
}
