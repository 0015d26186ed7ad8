import type { Format } from "../../formats/format.js";
import type { JsonObject, JsonValue } from "../../json/json-node.js";
import { isJsonObject, ownMember } from "../../json/json-node.js";
import { valueAt } from "../../json/value-at.js";

/** What a record says under a name: its own field, or where it has none its completion. */
export function fieldText(record: JsonObject, name: string, format: Format): string {
  const own = ownMember(record, name);
  const path = own === undefined ? format.completionTextPath(record) : undefined;
  return textsOf(own ?? (path && valueAt(record, path)));
}

function textsOf(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return value;
  if (typeof value !== "object") return String(value);
  if (isJsonObject(value)) return Object.values(value).map(textsOf).join(" ");
  return value.map(textsOf).join(" ");
}
