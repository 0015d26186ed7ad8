import type { Aggregate } from "./aggregate.js";
import { FingerprintIndex } from "./fingerprint-index.js";

/** Which records are equal, and which have equal prompts: for all rules about duplicates. */
export const recordFingerprints: Aggregate<FingerprintIndex> = {
  empty: (expected) => new FingerprintIndex(expected),
  add: (index, ref, facts) => index.add(ref, facts),
  remove: (index, ref, facts) => index.remove(ref, facts),
  merge: (index, other, refOffset) => index.merge(other, refOffset),
};
