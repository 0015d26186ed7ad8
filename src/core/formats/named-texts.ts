import type { JsonValue } from "../json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../json/json-node.js";
import type { NamedText } from "./format.js";

/** The members that say who speaks, and those that hold what is said. */
const speakers = ["role", "from"];
const contents = ["content", "value", "parts", "text", "messages"];

/** Texts stand in parts of messages of a list in an object; nobody puts them deeper. */
const deepest = 8;

/** All texts in a value: a text itself, or what messages and their parts say, named by speaker. */
export function namedTexts(
  name: string,
  value: JsonValue | undefined,
  depth = 0,
): readonly NamedText[] {
  if (typeof value === "string") return [{ name, text: value }];
  if (depth > deepest) return [];
  if (isJsonArray(value)) return value.flatMap((item) => namedTexts(name, item, depth + 1));
  if (!isJsonObject(value)) return [];
  const speaker = speakers.map((key) => ownMember(value, key)).find((one) => one !== undefined);
  const own = typeof speaker === "string" ? speaker : name;
  return contents.flatMap((key) => namedTexts(own, ownMember(value, key), depth + 1));
}
