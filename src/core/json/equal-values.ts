import type { JsonObject, JsonValue } from "./json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "./json-node.js";

type Pair = readonly [a: JsonValue | undefined, b: JsonValue | undefined];

/**
 * Whether two parsed values are equal; the order of members does not count. Any depth of nesting
 * is compared. With `trimmed` the white space around texts does not count either.
 */
export function areEqualValues(
  a: JsonValue | undefined,
  b: JsonValue | undefined,
  { trimmed = false }: { readonly trimmed?: boolean } = {},
): boolean {
  const pairs: Pair[] = [[a, b]];
  for (let pair = pairs.pop(); pair !== undefined; pair = pairs.pop()) {
    if (!areEqualHere(pair, pairs, trimmed)) return false;
  }
  return true;
}

/** Compares two values without what is in them, which is put with the pairs still to compare. */
function areEqualHere([a, b]: Pair, pairs: Pair[], trimmed: boolean): boolean {
  if (typeof a === "string" && typeof b === "string") {
    return trimmed ? a.trim() === b.trim() : a === b;
  }
  if (isJsonArray(a) && isJsonArray(b)) {
    a.forEach((item, index) => pairs.push([item, b[index]]));
    return a.length === b.length;
  }
  if (isJsonObject(a) && isJsonObject(b)) return haveEqualNames(a, b, pairs);
  return a === b;
}

function haveEqualNames(a: JsonObject, b: JsonObject, pairs: Pair[]): boolean {
  const names = Object.keys(a);
  for (const name of names) pairs.push([ownMember(a, name), ownMember(b, name)]);
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name));
}
