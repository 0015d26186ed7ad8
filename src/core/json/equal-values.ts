import type { JsonObject, JsonValue } from "./json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "./json-node.js";

type Pair = readonly [a: JsonValue | undefined, b: JsonValue | undefined];

interface EqualityOptions {
  readonly trimmed?: boolean;
  readonly collapsed?: boolean;
}

/**
 * Whether two parsed values are equal; the order of members does not count. Any depth of nesting
 * is compared. White space around texts does not count where they are `trimmed`; where they are
 * `collapsed`, one run of white space in them is as good as another.
 */
export function areEqualValues(
  a: JsonValue | undefined,
  b: JsonValue | undefined,
  { trimmed = false, collapsed = false }: EqualityOptions = {},
): boolean {
  const readTrimmed = trimmed ? trim : same;
  const read = collapsed ? collapse : readTrimmed;
  const pairs: Pair[] = [[a, b]];
  for (let pair = pairs.pop(); pair !== undefined; pair = pairs.pop()) {
    if (!areEqualHere(pair, pairs, read)) return false;
  }
  return true;
}

/** What of a text counts. */
type ReadText = (text: string) => string;

const same: ReadText = (text) => text;
const trim: ReadText = (text) => text.trim();
const collapse: ReadText = (text) => text.trim().replace(/\s+/gu, " ");

/** Compares two values without what is in them, which is put with the pairs still to compare. */
function areEqualHere([a, b]: Pair, pairs: Pair[], read: ReadText): boolean {
  if (typeof a === "string" && typeof b === "string") {
    return read(a) === read(b);
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
