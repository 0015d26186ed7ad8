import type { Format } from "../formats/format.js";
import type { Span } from "../json/span.js";
import type { LinePlace, Suspect } from "../rules/rule.js";
import { inOrder } from "./duplicates.js";
import type { FingerprintIndex } from "./fingerprint-index.js";
import { recordSpan } from "./record-span.js";
import type { DatasetRecord } from "./record.js";

/** A record whose prompt an earlier record has. */
export interface RepeatedPrompt extends Suspect {
  /** The earliest record with this prompt. */
  readonly first: number;
  /** Whether its completion differs from that of the earliest, white space around it apart. */
  readonly hasOtherCompletion: boolean;
}

/**
 * The records that repeat a prompt without repeating a whole record, where their completion is
 * `wanted`: another one than that of the first, or the same.
 */
export function repeatedPrompts(
  index: FingerprintIndex,
  place: LinePlace,
  wanted: (hasOtherCompletion: boolean) => boolean,
): RepeatedPrompt[] {
  const found: RepeatedPrompt[] = [];
  for (const group of index.groups()) {
    if (isOneRecord(index, group)) continue;
    const [first, ...later] = inOrder(group, place);
    if (first === undefined || !index.hasPrompt(first)) continue;
    const seen = new Set([index.recordKey(first)]);
    for (const ref of later) {
      const whole = index.recordKey(ref);
      if (seen.has(whole)) continue;
      seen.add(whole);
      const hasOtherCompletion = index.completionKey(ref) !== index.completionKey(first);
      if (wanted(hasOtherCompletion)) found.push({ ref, first, hasOtherCompletion });
    }
  }
  return found;
}

/** Whether all records of a group are equal: most that repeat a prompt repeat all of it. */
function isOneRecord(index: FingerprintIndex, group: readonly number[]): boolean {
  const key = index.recordKey(group[0] ?? 0);
  return group.every((ref) => index.recordKey(ref) === key);
}

/** From the start of the prompt's first value to the end of its last. */
export function promptSpan(record: DatasetRecord, format: Format): Span {
  const [firstPath, lastPath] = format.promptPlace(record.object ?? {});
  const first = record.nodeAt(firstPath);
  const last = record.nodeAt(lastPath);
  if (first === undefined || last === undefined) return recordSpan(record.text);
  return { start: first.start, end: last.end };
}
