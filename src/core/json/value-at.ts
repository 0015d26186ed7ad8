import type { JsonValue } from "./json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "./json-node.js";

/** The value at a path of member names and array positions, or `undefined`. */
export function valueAt(
  value: JsonValue,
  path: readonly (string | number)[],
): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>(childOf, value);
}

function childOf(value: JsonValue | undefined, step: string | number): JsonValue | undefined {
  if (typeof step === "number") return isJsonArray(value) ? value[step] : undefined;
  return isJsonObject(value) ? ownMember(value, step) : undefined;
}
