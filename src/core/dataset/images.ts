import { roleOf } from "../formats/chat.js";
import type { ImageLimits, Target } from "../targets/target.js";
import type { Format, JsonPath } from "../formats/format.js";
import type { JsonValue } from "../json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../json/json-node.js";
import { messagesIn } from "./conversations.js";
import type { DatasetRecord } from "./record.js";

/** A picture in a conversation. */
export interface Image {
  /** Where its address stands. */
  readonly path: JsonPath;
  /** The address: `https:` or `data:`, where all is well. */
  readonly address: string;
  /** Whose message it is in, where that is a text. */
  readonly role: string | undefined;
}

/** The pictures in the conversations of a record, in order, each once. */
export function imagesIn(record: DatasetRecord, format: Format): readonly Image[] {
  return messagesIn(record, format).flatMap(({ message, path }) => {
    const content = ownMember(message, "content");
    if (!isJsonArray(content)) return [];
    const named = roleOf(message);
    const role = typeof named === "string" ? named : undefined;
    return content.flatMap((part, at) => imageOf(part, [...path, "content", at], role));
  });
}

function imageOf(part: JsonValue, path: JsonPath, role: string | undefined): readonly Image[] {
  const image = isJsonObject(part) ? ownMember(part, "image_url") : undefined;
  if (typeof image === "string") return [{ path: [...path, "image_url"], address: image, role }];
  const url = isJsonObject(image) ? ownMember(image, "url") : undefined;
  return typeof url === "string"
    ? [{ path: [...path, "image_url", "url"], address: url, role }]
    : [];
}

/**
 * What the target takes of pictures; `undefined` where nobody has said it, or named the target:
 * trainers on one's own machine take what the model takes.
 */
export function imageLimits({ target, isTargetChosen }: ImageReader): ImageLimits | undefined {
  return isTargetChosen ? target.images : undefined;
}

interface ImageReader {
  readonly target: Target;
  readonly isTargetChosen: boolean;
}

/** The media type that a data address names, in small letters; `undefined` of other addresses. */
export function mediaType(address: string): string | undefined {
  const type = /^data:([^;,]*)/i.exec(address)?.[1]?.trim().toLowerCase();
  return type === "image/jpg" ? "image/jpeg" : type;
}

/** How many bytes the Base64 text of a data address stands for; 0 of other addresses. */
export function imageBytes(address: string): number {
  if (!/^data:/i.test(address)) return 0;
  const comma = address.indexOf(",");
  if (comma < 0) return 0;
  const padding = address.endsWith("==") ? 2 : Number(address.endsWith("="));
  return Math.floor(((address.length - comma - 1 - padding) * 3) / 4);
}
