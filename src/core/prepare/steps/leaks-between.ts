import { byteColumn, wordColumn } from "../../dataset/growing-column.js";
import type { RecordTable } from "../records/record-table.js";

/** A prompt that more records have is not one question. */
const mostWithOnePrompt = 10;

/**
 * How many groups, equal records and prompts in normal form are in more than one part: counted by
 * themselves, so that dealing is held against something that knows nothing of it.
 */
export function leaksBetween(
  table: RecordTable,
  parts: readonly Uint32Array<ArrayBuffer>[],
): number {
  const groups = shared(parts, (record) => table.groups.get(record) - 1);
  const records = shared(parts, (record) => table.answers.get(record));
  const prompts = shared(parts, (record) => table.plainPrompts.get(record), mostWithOnePrompt);
  return groups + records + prompts;
}

/** Keys are numbers from 0, and few more than there are records; below 0 they are none. */
function shared(
  parts: readonly Uint32Array<ArrayBuffer>[],
  keyOf: (record: number) => number,
  most = Infinity,
): number {
  const firstParts = byteColumn();
  const isShared = byteColumn();
  const counts = wordColumn();
  parts.forEach((records, part) => {
    for (const record of records) {
      const key = keyOf(record);
      if (key < 0) continue;
      const first = firstParts.get(key);
      if (first === 0) firstParts.set(key, part + 1);
      else if (first !== part + 1) isShared.set(key, 1);
      counts.set(key, counts.get(key) + 1);
    }
  });
  let leaks = 0;
  for (let key = 0; key < isShared.capacity; key += 1) {
    if (isShared.get(key) === 1 && counts.get(key) <= most) leaks += 1;
  }
  return leaks;
}
