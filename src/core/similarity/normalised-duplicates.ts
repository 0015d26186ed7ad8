import type { FingerprintIndex } from "../dataset/fingerprint-index.js";
import { KeyChains } from "./key-chains.js";
import type { ComparedDataset } from "./near-duplicates.js";
import { ComparedRecords } from "./near-duplicates.js";
import type { SketchColumns } from "./sketch-columns.js";
import { entriesWith } from "./sketch-pairs.js";

/** A record that differs from an earlier one in nothing that counts. */
export interface NormalisedDuplicate {
  readonly ref: number;
  readonly first: number;
}

const refsPerStep = 1 << 15;

/**
 * Finds the records that are the same as an earlier one in normal form, without those whose prompt
 * an earlier one has to the letter. Yields to let others work.
 */
export function* normalisedDuplicates(
  sketches: SketchColumns,
  index: FingerprintIndex,
  dataset: ComparedDataset,
): Generator<void, readonly NormalisedDuplicate[]> {
  const chains = new KeyChains(sketches.end);
  const records = new ComparedRecords(dataset);
  const found: NormalisedDuplicate[] = [];
  const { words } = sketches;
  for (let ref = 0; ref < sketches.end; ref += 1) {
    if (ref % refsPerStep === 0) yield;
    const key = words[ref] ?? 0;
    if (key === 0) continue;
    const same = entriesWith(chains, key, words);
    if (same.some((other) => index.key(other) === index.key(ref))) continue;
    chains.add(key, ref);
    const alike = same.filter((other) => sketches.answer(other) === sketches.answer(ref));
    const first = alike.findLast((other) => areSame(records, ref, other));
    if (first !== undefined) found.push({ ref, first });
    if (alike.length > 0) yield;
  }
  return found;
}

function areSame(records: ComparedRecords, ref: number, other: number): boolean {
  const [a, b] = [records.at(ref), records.at(other)];
  if (a === undefined || b === undefined) return false;
  return a.plainGiven() === b.plainGiven() && a.plainAnswer() === b.plainAnswer();
}
