import type { Format } from "../formats/format.js";
import type { JsonObject, JsonValue } from "../json/json-node.js";
import { isJsonObject } from "../json/json-node.js";
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
  const answer = completion === undefined ? undefined : new ValueHash().add(completion).finish();
  if (answer !== undefined) whole.addHash(answer);
  whole.addMembers(rest).finish();
  if (key === undefined) return ofWholeValue(whole);
  return {
    keyLow: key.low,
    keyHigh: key.high,
    hasPrompt: true,
    recordLow: whole.low,
    recordHigh: whole.high,
    completion: trimmedHash(completion, answer),
  };
}

function ofWholeValue(whole: ValueHash): Fingerprint {
  return {
    keyLow: whole.low,
    keyHigh: whole.high,
    hasPrompt: false,
    recordLow: whole.low,
    recordHigh: whole.high,
    completion: 0,
  };
}

function trimmedHash(completion: JsonValue | undefined, untrimmed: ValueHash | undefined): number {
  if (completion === undefined || untrimmed === undefined) return 0;
  const trimmed = trimmedAnswer(completion);
  if (trimmed === completion) return untrimmed.low;
  return new ValueHash().add(trimmed).finish().low;
}

function trimmedAnswer(completion: JsonValue): JsonValue {
  if (typeof completion === "string") return completion.trim();
  return isJsonObject(completion) ? trimmedMembers(completion) : completion;
}

function trimmedMembers(message: JsonObject): JsonObject {
  const trimmed = Object.entries(message).map(([name, value]) => [
    name,
    typeof value === "string" ? value.trim() : value,
  ]);
  // Every value is one of the message's own or a string.
  return Object.fromEntries(trimmed) as JsonObject;
}
