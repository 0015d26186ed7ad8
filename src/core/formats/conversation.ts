import type { JsonObject, JsonValue } from "../json/json-node.js";
import { isJsonArray } from "../json/json-node.js";
import { valueAt } from "../json/value-at.js";
import type { JsonPath } from "./format.js";

/**
 * What a conversation is for: its answers are learned, its end is compared with another one, an
 * answer that is still to come is graded, or a service is asked for one.
 */
export type ConversationUse = "learn" | "compare" | "grade" | "request";

/** Messages with role and content that a model reads one after the other. */
export interface Conversation {
  readonly messages: readonly JsonValue[];
  /** Where a message stands in its record. */
  readonly place: (index: number) => JsonPath;
  /** How many of the first messages belong to an earlier conversation of the record, too. */
  readonly shared: number;
  readonly use: ConversationUse;
  /** The object that declares the tools for it. */
  readonly toolsOwner: JsonPath;
}

/** What is known of a conversation before its messages are looked at. */
export type ConversationAbout = Partial<Pick<Conversation, "shared" | "use" | "toolsOwner">>;

/** The conversation that one list of messages is; nothing where there is no list. */
export function conversationAt(
  record: JsonObject,
  list: JsonPath,
  { shared = 0, use = "learn", toolsOwner = [] }: ConversationAbout = {},
): readonly Conversation[] {
  const messages = valueAt(record, list);
  if (!isJsonArray(messages)) return [];
  return [{ messages, place: (index) => [...list, index], shared, use, toolsOwner }];
}

/** Two lists of messages as one conversation; nothing where one of them is no list. */
export function joinedConversation(
  record: JsonObject,
  [start, end]: readonly [start: JsonPath, end: JsonPath],
  about: ConversationAbout = {},
): readonly Conversation[] {
  return conversationAt(record, end, about).flatMap((answer) => {
    const before = valueAt(record, start);
    if (!isJsonArray(before)) return [];
    const place = (index: number): JsonPath =>
      index < before.length ? [...start, index] : answer.place(index - before.length);
    return [{ ...answer, messages: [...before, ...answer.messages], place }];
  });
}

/**
 * The two conversations of a pair: what is asked with each of its answers. What is asked counts for
 * the first of them; where there is no such list both sides hold it themselves.
 */
export function comparedConversations(
  record: JsonObject,
  asked: JsonPath,
  sides: readonly [better: JsonPath, worse: JsonPath],
  toolsOwner: JsonPath = [],
): readonly Conversation[] {
  const before = valueAt(record, asked);
  const about = { use: "compare", toolsOwner } as const;
  if (before === undefined || before === null) {
    return sides.flatMap((side) => conversationAt(record, side, about));
  }
  const shared = isJsonArray(before) ? before.length : 0;
  const [better, worse] = sides;
  const first = joinedConversation(record, [asked, better], about);
  const second = joinedConversation(record, [asked, worse], {
    ...about,
    shared: first.length === 0 ? 0 : shared,
  });
  return [...first, ...second];
}
