import type { JsonValue } from "../json/json-node.js";
import { isJsonArray, isJsonObject } from "../json/json-node.js";
import type { LineScanner } from "./line-scanner.js";

/** A hash in two halves of 32 bits, signed. */
export interface Hash {
  readonly low: number;
  readonly high: number;
}

/** What the hash of a list starts from; its items are combined with it, then their count. */
export const arraySeed: Hash = { low: 0x2c1b3c6d | 0, high: 0x51ed270b | 0 };
const objectSeed: Hash = { low: 0x6b43a9b5 | 0, high: 0x297a2d39 | 0 };
const numberSeed: Hash = { low: 0x1f83d9ab | 0, high: 0x0bd3fe4d | 0 };
const trueHash: Hash = { low: 0x5be0cd19 | 0, high: 0x9b05688c | 0 };
const falseHash: Hash = { low: 0xa54ff53a | 0, high: 0x3c6ef372 | 0 };
const nullHash: Hash = { low: 0xcbbb9d5d | 0, high: 0x510e527f | 0 };
const deepHash: Hash = { low: 0x243f6a88 | 0, high: 0x85a308d3 | 0 };

/** Deeper values count by their kind only, because no stack holds every depth that JSON allows. */
const deepest = 200;

/**
 * A 64-bit hash of JSON values, the same that the tape has: equal parsed values have equal hashes,
 * the order of members does not count. Different ones collide with a probability of about 2^-64,
 * so among 3 million records some pair does with about 2 in 10 million.
 */
export function hashValue(scanner: LineScanner, value: JsonValue, depth = 0): Hash {
  if (typeof value === "string") return hashText(scanner, value);
  if (typeof value === "number") return combine(numberSeed, hashText(scanner, String(value)));
  if (value === null) return nullHash;
  if (typeof value === "boolean") return value ? trueHash : falseHash;
  if (depth > deepest) return deepHash;
  if (isJsonArray(value)) {
    return hashItems(value.map((item) => hashValue(scanner, item, depth + 1)));
  }
  return isJsonObject(value) ? hashObject(scanner, Object.entries(value), depth) : nullHash;
}

function hashItems(items: readonly Hash[]): Hash {
  return combine(items.reduce(combine, arraySeed), { low: items.length, high: 0 });
}

function hashObject(
  scanner: LineScanner,
  members: readonly (readonly [string, JsonValue])[],
  depth: number,
): Hash {
  let low = 0;
  let high = 0;
  for (const [name, value] of members) {
    const member = combine(hashText(scanner, name), hashValue(scanner, value, depth + 1));
    low = (low + member.low) | 0;
    high = (high + member.high) | 0;
  }
  const counted = combine(objectSeed, { low: members.length, high: 0 });
  return combine(counted, { low, high });
}

function hashText(scanner: LineScanner, text: string): Hash {
  const [low, high] = scanner.hashText(text);
  return { low, high };
}

/** Adds a part to a hash; the order of parts counts. */
export function combine(hash: Hash, part: Hash): Hash {
  const low = mix(hash.low, part.low);
  return { low, high: mix(hash.high ^ low, part.high) };
}

function mix(lane: number, word: number): number {
  let mixed = Math.imul(lane ^ word, 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b);
  return mixed ^ (mixed >>> 13);
}
