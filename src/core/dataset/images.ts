import { messagesOf } from "../formats/chat.js";
import type { JsonPath } from "../formats/format.js";
import type { JsonObject, JsonValue } from "../json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../json/json-node.js";

/** A picture in a conversation. */
export interface Image {
  /** The position of its message. */
  readonly message: number;
  /** Where its address stands. */
  readonly path: JsonPath;
  /** The address: `https:` or `data:`, where all is well. */
  readonly address: string;
}

/** The pictures of a conversation, in order. */
export function imagesIn(record: JsonObject): readonly Image[] {
  return messagesOf(record).flatMap((message, index) => {
    const content = isJsonObject(message) ? ownMember(message, "content") : undefined;
    if (!isJsonArray(content)) return [];
    return content.flatMap((part, at) => imageOf(part, index, at));
  });
}

function imageOf(part: JsonValue, message: number, position: number): readonly Image[] {
  const path = ["messages", message, "content", position, "image_url"];
  const image = isJsonObject(part) ? ownMember(part, "image_url") : undefined;
  if (typeof image === "string") return [{ message, path, address: image }];
  const url = isJsonObject(image) ? ownMember(image, "url") : undefined;
  return typeof url === "string" ? [{ message, path: [...path, "url"], address: url }] : [];
}
