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
  const whole = new ValueHash();
  if (record.object === undefined) return ofWholeRecord(whole.add(record.value).finish());
  const { prompt, isPromptEmpty, completion, rest } = format.parts(record.object);
  const key = new ValueHash().addPart(prompt).finish();
  whole.addHash(key).addPart(completion).addMembers(rest).finish();
  if (isPromptEmpty) return ofWholeRecord(whole);
  const { low: recordLow, high: recordHigh } = whole;
  return { keyLow: key.low, keyHigh: key.high, hasPrompt: true, recordLow, recordHigh };
}

function ofWholeRecord({ low, high }: ValueHash): Fingerprint {
  return { keyLow: low, keyHigh: high, hasPrompt: false, recordLow: low, recordHigh: high };
}
