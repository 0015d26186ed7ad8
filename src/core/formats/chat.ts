import type { JsonObject, JsonValue } from "../json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../json/json-node.js";
import { wrongTypesIn } from "./value-kind.js";
import type { Format, JsonPath, MissingField, NamedText, WrongType } from "./format.js";

/** Members of an assistant message that stand in for its `content`. */
const contentAlternatives = [
  "tool_calls",
  "function_call",
  "refusal",
  "audio",
  "reasoning_content",
  "reasoning",
  "thinking",
];

/** Members of the record that the model is given besides the messages. */
const promptMembers = ["tools", "functions"];

/** Conversations: `{"messages": [{"role": …, "content": …}, …]}`. */
export const chat: Format = {
  id: "chat",
  title: "Chat",
  example: `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}`,
  matches: (record) => Object.hasOwn(record, "messages"),
  missingFields(record) {
    if (!Object.hasOwn(record, "messages")) return [{ field: "messages", owner: [] }];
    return messagesOf(record).flatMap(missingInMessage);
  },
  wrongTypes: (record) => [
    ...wrongTypesIn(record, [], [{ field: "messages", expected: ["list"] }]),
    ...messagesOf(record).flatMap(wrongTypesInMessage),
  ],
  fieldNames: (owner) => (owner.length === 0 ? ["messages"] : ["role", "content"]),
  promptPlace(record) {
    const last = Math.max(answerIndex(messagesOf(record)) - 1, 0);
    return [
      ["messages", 0],
      ["messages", last],
    ];
  },
  texts: (record) => messagesOf(record).flatMap(textsOfMessage),
  parts(record) {
    const messages = messagesOf(record);
    const answer = answerIndex(messages);
    const before = messages.slice(0, Math.max(answer, 0));
    const given = promptMembers.flatMap((name) => {
      const value = ownMember(record, name);
      return value === undefined ? [] : [[name, value]];
    });
    return {
      prompt: [...before, ...given],
      isPromptEmpty: !before.some(hasContent),
      completion: messages[answer],
      rest: restOf(record, answer),
    };
  },
};

/** What stands neither in the prompt nor in the answer. */
function restOf(record: JsonObject, answer: number): readonly [string, JsonValue][] {
  return Object.entries(record).flatMap(([name, value]): [string, JsonValue][] => {
    if (promptMembers.includes(name)) return [];
    const isSplit = name === "messages" && isJsonArray(value);
    return [[name, isSplit ? value.slice(answer + 1) : value]];
  });
}

/** A message's text, or the text parts of one that has several parts. */
function textsOfMessage(message: JsonValue): readonly NamedText[] {
  if (!isJsonObject(message)) return [];
  const role = roleOf(message);
  const name = typeof role === "string" ? role : "?";
  const content = ownMember(message, "content");
  const parts = isJsonArray(content) ? content.map(textOfPart) : [content];
  return parts.flatMap((text) => (typeof text === "string" ? [{ name, text }] : []));
}

function textOfPart(part: JsonValue): JsonValue | undefined {
  return isJsonObject(part) ? (ownMember(part, "text") ?? ownMember(part, "value")) : undefined;
}

/** The record's messages, or none where `messages` is not an array. */
export function messagesOf(record: JsonObject): readonly JsonValue[] {
  const messages = ownMember(record, "messages");
  return isJsonArray(messages) ? messages : [];
}

/** The position of the last assistant message, -1 where there is none. */
function answerIndex(messages: readonly JsonValue[]): number {
  return messages.findLastIndex((message) => roleOf(message) === "assistant");
}

function roleOf(message: JsonValue): JsonValue | undefined {
  return isJsonObject(message) ? ownMember(message, "role") : undefined;
}

function hasContent(message: JsonValue): boolean {
  if (!isJsonObject(message)) return true;
  const content = ownMember(message, "content");
  const isEmpty = content === undefined || content === "" || content === null;
  return !isEmpty || Object.hasOwn(message, "tool_calls");
}

function wrongTypesInMessage(message: JsonValue, index: number): readonly WrongType[] {
  const path: JsonPath = ["messages", index];
  if (!isJsonObject(message))
    return [{ path, field: `message ${index + 1}`, expected: ["object"] }];
  return wrongTypesIn(message, path, [
    { field: "role", expected: ["text"] },
    { field: "content", expected: ["text", "list", "null"] },
  ]);
}

function missingInMessage(message: JsonValue, index: number): readonly MissingField[] {
  if (!isJsonObject(message)) return [];
  const owner: JsonPath = ["messages", index];
  const missing: MissingField[] = [];
  if (!Object.hasOwn(message, "role")) missing.push({ field: "role", owner });
  const hasAlternative = contentAlternatives.some((name) => Object.hasOwn(message, name));
  if (!Object.hasOwn(message, "content") && !hasAlternative) {
    missing.push({ field: "content", owner });
  }
  return missing;
}
