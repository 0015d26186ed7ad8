import type { Format, FormatId } from "../core/formats/format.js";
import { isJsonArray, isJsonObject } from "../core/json/json-node.js";
import type { JsonValue } from "../core/json/json-node.js";
import { speakerOf } from "./record-sample.js";
import { exampleRecord } from "./record-snippet.js";

/** The roles of formats that know more than their example shows. */
const roles: Readonly<Partial<Record<FormatId, readonly string[]>>> = {
  chat: ["user", "assistant", "system", "developer", "tool"],
};

/** The roles that messages of a format may have, the usual ones first. */
export function knownRoles(format: Format): readonly string[] {
  return roles[format.id] ?? [...new Set(rolesIn(exampleRecord(format)))];
}

function rolesIn(value: JsonValue): readonly string[] {
  if (isJsonArray(value)) return value.flatMap(rolesIn);
  if (!isJsonObject(value)) return [];
  const own = speakerOf(value);
  const inner = Object.values(value).flatMap(rolesIn);
  return typeof own === "string" ? [own, ...inner] : inner;
}
