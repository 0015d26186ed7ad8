import type { Format } from "../formats/format.js";
import type { Aggregate } from "./aggregate.js";
import type { Fingerprint } from "./fingerprint-index.js";
import { FingerprintIndex } from "./fingerprint-index.js";
import type { DatasetRecord } from "./record.js";
import { ValueHash } from "./value-hash.js";

/** Which records are equal, and which have equal prompts: for both duplicate rules. */
export const recordFingerprints: Aggregate<FingerprintIndex> = {
  empty: () => new FingerprintIndex(),
  add: (index, ref, record, format) => index.add(ref, fingerprint(record, format)),
  remove: (index, ref) => index.remove(ref),
  merge: (index, other, refOffset) => index.merge(other, refOffset),
};

function fingerprint(record: DatasetRecord, format: Format): Fingerprint {
  if (record.object === undefined) return ofWholeValue(new ValueHash().add(record.value).finish());
  const { prompt, completion, rest } = format.parts(record.object);
  const whole = new ValueHash();
  const key = prompt === undefined ? undefined : new ValueHash().add(prompt).finish();
  if (key !== undefined) whole.addHash(key);
  if (completion !== undefined) whole.add(completion);
  whole.addMembers(rest).finish();
  if (key === undefined) return ofWholeValue(whole);
  return { keyLow: key.low, keyHigh: key.high, hasPrompt: true, record: whole.low };
}

function ofWholeValue({ low, high }: ValueHash): Fingerprint {
  return { keyLow: low, keyHigh: high, hasPrompt: false, record: low };
}
