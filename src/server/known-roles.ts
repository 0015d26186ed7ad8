import { chatRoles, retiredChatRoles } from "../core/formats/chat.js";
import type { Format, FormatId } from "../core/formats/format.js";
import { isJsonArray, isJsonObject } from "../core/json/json-node.js";
import type { JsonValue } from "../core/json/json-node.js";
import { speakerOf } from "./record-sample.js";
import { exampleRecord } from "./record-snippet.js";

/** The roles of formats that know more than their example shows. */
const roles: Readonly<Partial<Record<FormatId, ReadonlySet<string>>>> = { chat: chatRoles };

/** The roles that messages of a format may have and that are not out of use, the usual ones first. */
export function knownRoles(format: Format): readonly string[] {
  const known = new Set([...rolesIn(exampleRecord(format)), ...(roles[format.id] ?? [])]);
  return [...known].filter((role) => !retiredChatRoles.has(role));
}

function rolesIn(value: JsonValue): readonly string[] {
  if (isJsonArray(value)) return value.flatMap(rolesIn);
  if (!isJsonObject(value)) return [];
  const own = speakerOf(value);
  const inner = Object.values(value).flatMap(rolesIn);
  return typeof own === "string" ? [own, ...inner] : inner;
}
