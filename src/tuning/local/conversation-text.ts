import type { JsonValue } from "../../core/json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../../core/json/json-node.js";

/** All that was said in messages, one message below the other; who said it does not count. */
export function conversationText(messages: readonly JsonValue[]): string {
  return messages.map((message) => contentText(message)).join("\n");
}

/** The text of a message: its content, or the texts among its parts; empty where it has none. */
export function contentText(message: JsonValue): string {
  const content = isJsonObject(message) ? ownMember(message, "content") : undefined;
  if (typeof content === "string") return content;
  return isJsonArray(content) ? content.map(partText).join("\n") : "";
}

function partText(part: JsonValue): string {
  const text = isJsonObject(part) ? ownMember(part, "text") : undefined;
  return typeof text === "string" ? text : "";
}
