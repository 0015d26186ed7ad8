import type { JsonValue } from "../../json/json-node.js";
import { isJsonArray, isJsonObject } from "../../json/json-node.js";

/**
 * What makes a record this one and no other, as one text: its members that say anything, in the
 * order of their names. A number and its text are the same, since tables know texts only.
 */
export function recordIdentity(members: Iterable<readonly [string, JsonValue]>): string {
  const parts = [...members].flatMap(([name, value]) => {
    const text = identityOf(value);
    return text === "" ? [] : [[name, text] as const];
  });
  return JSON.stringify(parts.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function identityOf(value: JsonValue): string {
  if (value === null) return "";
  if (isJsonArray(value)) return JSON.stringify(value.map(identityOf));
  return isJsonObject(value) ? recordIdentity(Object.entries(value)) : String(value);
}
