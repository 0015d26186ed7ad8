import type { JsonValue } from "../../core/json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../../core/json/json-node.js";
import type { OfferedModel } from "../provider.js";

/** The items of a list that make sense, or `undefined` where the answer is no list. */
export function listIn<Item>(
  answer: JsonValue,
  itemFrom: (item: JsonValue) => Item | undefined,
): readonly Item[] | undefined {
  const items = isJsonObject(answer) ? ownMember(answer, "data") : undefined;
  if (!isJsonArray(items)) return undefined;
  return items.map((item) => itemFrom(item)).filter((item) => item !== undefined);
}

/** A model, or `undefined` where the answer is none. */
export function modelFrom(answer: JsonValue): OfferedModel | undefined {
  const id = isJsonObject(answer) ? ownMember(answer, "id") : undefined;
  if (!isJsonObject(answer) || typeof id !== "string") return undefined;
  const shutdown = ownMember(answer, "shutdown_date");
  return {
    id,
    isTuned: id.startsWith("ft:") || id.includes(":ft-"),
    ...(typeof shutdown === "string" && { shutdownDate: shutdown.slice(0, "YYYY-MM-DD".length) }),
  };
}
