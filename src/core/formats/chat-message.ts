import type { JsonValue } from "../json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../json/json-node.js";
import type { JsonPath, KnownField, MissingField, WrongType } from "./format.js";
import { wrongItemsIn, wrongTypesIn } from "./value-kind.js";

/** The fields that every message has. */
export const requiredInMessage: readonly KnownField[] = [
  { name: "role", kinds: ["text"], otherNames: ["from"] },
  { name: "content", kinds: ["text", "list", "null"], otherNames: ["value"] },
];

const toolCalls: KnownField = { name: "tool_calls", kinds: ["list", "null"] };

/** Members of a message that stand in for its `content`. */
const contentAlternatives = [
  "tool_calls",
  "function_call",
  "refusal",
  "audio",
  "reasoning_content",
  "reasoning",
  "thinking",
];

/** What has the wrong kind in a message, or the message itself. */
export function wrongTypesInMessage(message: JsonValue, path: JsonPath): readonly WrongType[] {
  if (!isJsonObject(message))
    return [{ path, field: `message ${Number(path.at(-1)) + 1}`, expected: ["object"] }];
  return [
    ...wrongTypesIn(message, path, [...requiredInMessage, toolCalls]),
    ...wrongItemsIn(ownMember(message, "content"), [...path, "content"], ["object", "text"]),
    ...wrongItemsIn(ownMember(message, "tool_calls"), [...path, "tool_calls"], ["object"]),
  ];
}

/** What a message lacks of role and content. */
export function missingInMessage(message: JsonValue, owner: JsonPath): readonly MissingField[] {
  if (!isJsonObject(message)) return [];
  const missing: MissingField[] = [];
  if (!Object.hasOwn(message, "role")) missing.push({ field: "role", owner });
  const hasAlternative = contentAlternatives.some((name) => isFilled(ownMember(message, name)));
  if (!Object.hasOwn(message, "content") && !hasAlternative) {
    missing.push({ field: "content", owner });
  }
  return missing;
}

/** Whether a value holds anything that a model could be given. */
export function isFilled(value: JsonValue | undefined): boolean {
  if (typeof value === "string") return value.trim() !== "";
  if (isJsonArray(value)) return value.length > 0;
  return isJsonObject(value) && Object.keys(value).length > 0;
}
