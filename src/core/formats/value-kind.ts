import * as l10n from "@vscode/l10n";
import type { JsonObject, JsonValue } from "../json/json-node.js";
import { isJsonArray, ownMember } from "../json/json-node.js";
import type { JsonPath, KnownField, ValueKind, WrongType } from "./format.js";

/** What kind of value this is. */
export function kindOf(value: JsonValue): ValueKind {
  if (typeof value === "string") return "text";
  if (typeof value === "number") return "number";
  if (typeof value === "boolean") return "true or false";
  if (value === null) return "null";
  return isJsonArray(value) ? "list" : "object";
}

/** The fields of an object whose values are of none of their kinds; missing ones are fine. */
export function wrongTypesIn(
  object: JsonObject,
  owner: JsonPath,
  fields: readonly KnownField[],
): readonly WrongType[] {
  return fields.flatMap(({ name, kinds }) => {
    const value = ownMember(object, name);
    if (value === undefined || kinds.includes(kindOf(value))) return [];
    return [{ path: [...owner, name], field: name, expected: kinds }];
  });
}

/** The items of a list at `path` that are of none of these kinds; what is no list has none. */
export function wrongItemsIn(
  list: JsonValue | undefined,
  path: JsonPath,
  kinds: readonly ValueKind[],
): readonly WrongType[] {
  if (!isJsonArray(list)) return [];
  return list.flatMap((item, index) =>
    kinds.includes(kindOf(item))
      ? []
      : [{ path: [...path, index], field: `${path.at(-1) ?? ""} ${index + 1}`, expected: kinds }],
  );
}

/** A kind of value with its article. */
export function kindName(kind: ValueKind): string {
  const names: Readonly<Record<ValueKind, string>> = {
    text: l10n.t("text"),
    number: l10n.t("a number"),
    "true or false": l10n.t("true or false"),
    null: l10n.t("null"),
    list: l10n.t("a list"),
    object: l10n.t("an object"),
  };
  return names[kind];
}
