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
  const groups = shared(parts, (record) => table.groups.get(record) || undefined);
  const records = shared(parts, (record) => table.answers.get(record));
  const prompts = shared(parts, (record) => table.plainPrompts.get(record), mostWithOnePrompt);
  return groups + records + prompts;
}

function shared(
  parts: readonly Uint32Array<ArrayBuffer>[],
  keyOf: (record: number) => number | undefined,
  most = Infinity,
): number {
  const seen = new Map<number, { readonly part: number; count: number; isShared: boolean }>();
  parts.forEach((records, part) => {
    for (const record of records) {
      const key = keyOf(record);
      if (key === undefined) continue;
      const known = seen.get(key);
      if (known === undefined) seen.set(key, { part, count: 1, isShared: false });
      else {
        known.count += 1;
        known.isShared ||= known.part !== part;
      }
    }
  });
  let leaks = 0;
  for (const { count, isShared } of seen.values()) if (isShared && count <= most) leaks += 1;
  return leaks;
}
