import type { Conversation } from "../formats/conversation.js";
import type { Format, JsonPath } from "../formats/format.js";
import type { JsonObject, JsonValue } from "../json/json-node.js";
import { isJsonObject } from "../json/json-node.js";
import type { DatasetRecord } from "./record.js";
import type { ToolAnswer, ToolCall } from "./tool-calls.js";
import { toolAnswersAmong, toolCallsAmong } from "./tool-calls.js";

/** A message with its place in the record. */
export interface PlacedMessage {
  readonly message: JsonObject;
  readonly path: JsonPath;
  readonly conversation: Conversation;
  /** Its position in the conversation. */
  readonly index: number;
}

/** A conversation of a record. A class because many rules ask for what is worked out once. */
class ReadConversation implements Conversation {
  readonly messages: readonly JsonValue[];
  readonly place: (index: number) => JsonPath;
  readonly shared: number;
  readonly use: Conversation["use"];
  readonly toolsOwner: JsonPath;
  #calls: readonly ToolCall[] | undefined;
  #ownCalls: readonly ToolCall[] | undefined;
  #answers: readonly ToolAnswer[] | undefined;
  #own: readonly PlacedMessage[] | undefined;

  constructor({ messages, place, shared, use, toolsOwner }: Conversation) {
    this.messages = messages;
    this.place = place;
    this.shared = shared;
    this.use = use;
    this.toolsOwner = toolsOwner;
  }

  /** The calls of tools, in order. */
  get toolCalls(): readonly ToolCall[] {
    this.#calls ??= toolCallsAmong(this);
    return this.#calls;
  }

  /** The same without those that an earlier conversation of the record has, too. */
  get ownToolCalls(): readonly ToolCall[] {
    this.#ownCalls ??=
      this.shared === 0
        ? this.toolCalls
        : this.toolCalls.filter(({ message }) => message >= this.shared);
    return this.#ownCalls;
  }

  /** The messages of the role `tool`, in order. */
  get toolAnswers(): readonly ToolAnswer[] {
    this.#answers ??= toolAnswersAmong(this);
    return this.#answers;
  }

  /** The messages that no earlier conversation of the record has, but for those that are no objects. */
  get ownMessages(): readonly PlacedMessage[] {
    this.#own ??= this.messages.flatMap((message, index): readonly PlacedMessage[] => {
      if (index < this.shared || !isJsonObject(message)) return [];
      return [{ message, path: this.place(index), conversation: this, index }];
    });
    return this.#own;
  }
}

export type { ReadConversation };

/** The conversations that a format finds in a record's value; none where it has none. */
export function readConversations(value: JsonValue, format: Format): readonly ReadConversation[] {
  if (format.conversations === undefined || !isJsonObject(value)) return [];
  return format.conversations(value).map((conversation) => new ReadConversation(conversation));
}

/** Every message of a record once, but for those that are no objects. */
export function messagesIn(record: DatasetRecord, format: Format): readonly PlacedMessage[] {
  const [first, ...others] = record.conversations(format);
  if (first === undefined) return [];
  return others.length === 0
    ? first.ownMessages
    : [first, ...others].flatMap(({ ownMessages }) => ownMessages);
}
