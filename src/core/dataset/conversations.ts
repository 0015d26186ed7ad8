import type { Conversation } from "../formats/conversation.js";
import type { Format, JsonPath } from "../formats/format.js";
import type { JsonObject } from "../json/json-node.js";
import { isJsonObject } from "../json/json-node.js";
import type { DatasetRecord } from "./record.js";

/** A message with its place in the record. */
export interface PlacedMessage {
  readonly message: JsonObject;
  readonly path: JsonPath;
  readonly conversation: Conversation;
  /** Its position in the conversation. */
  readonly index: number;
}

/** The conversations of a record; none where its format has none. */
export function conversationsIn(record: DatasetRecord, format: Format): readonly Conversation[] {
  const { object } = record;
  return object === undefined ? [] : (format.conversations?.(object) ?? []);
}

/** Every message of a record once, but for those that are no objects. */
export function messagesIn(record: DatasetRecord, format: Format): readonly PlacedMessage[] {
  return conversationsIn(record, format).flatMap((conversation) =>
    conversation.messages.flatMap((message, index): readonly PlacedMessage[] => {
      if (index < conversation.shared || !isJsonObject(message)) return [];
      return [{ message, path: conversation.place(index), conversation, index }];
    }),
  );
}
