import type { JsonObject, JsonValue } from "../json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../json/json-node.js";
import { missingInMessage, requiredInMessage, wrongTypesInMessage } from "./chat-message.js";
import { conversationAt } from "./conversation.js";
import { takePlainChat } from "./plain-chat.js";
import { wrongItemsIn, wrongTypesIn } from "./value-kind.js";
import type { Format, JsonPath, KnownField, NamedText, UnknownFields } from "./format.js";

/** The roles that messages may have. */
export const chatRoles: ReadonlySet<string> = new Set([
  "system",
  "developer",
  "user",
  "assistant",
  "tool",
  "function",
]);

/** Roles that are still read and that nobody should write any more: tools have replaced functions. */
export const retiredChatRoles: ReadonlySet<string> = new Set(["function"]);

const recordFields: readonly KnownField[] = [
  { name: "messages", kinds: ["list"], otherNames: ["conversations"] },
  { name: "tools", kinds: ["list"] },
  { name: "functions", kinds: ["list"] },
  { name: "parallel_tool_calls", kinds: ["true or false"] },
];

const messageFields: readonly KnownField[] = [
  ...requiredInMessage,
  { name: "name", kinds: ["text"] },
  { name: "weight", kinds: ["number"] },
  { name: "refusal", kinds: ["text"] },
  { name: "audio", kinds: ["object"] },
  { name: "tool_calls", kinds: ["list"] },
  { name: "tool_call_id", kinds: ["text"] },
  { name: "function_call", kinds: ["object"] },
];

const toolCallFields: readonly KnownField[] = [
  { name: "id", kinds: ["text"] },
  { name: "type", kinds: ["text"] },
  { name: "function", kinds: ["object"] },
];

const functionFields: readonly KnownField[] = [
  { name: "name", kinds: ["text"] },
  { name: "arguments", kinds: ["text", "object"] },
];

const recordNames = namesOf(recordFields);
const messageNames = namesOf(messageFields);
const toolCallNames = namesOf(toolCallFields);
const functionNames = namesOf(functionFields);

/** Members that only keep the books: none of them is read by a model or holds an answer. */
export const bookkeepingFields: ReadonlySet<string> = new Set(
  "id _id uid uuid guid index idx source dataset split language lang timestamp created_at updated_at".split(
    " ",
  ),
);

/** Members of the record that other readers of conversations know, none of which is an answer. */
const fieldsElsewhere: ReadonlySet<string> = new Set(
  "weight system schemaVersion images videos audios".split(" "),
);

/** Members of the record that the model is given besides the messages. */
const promptMembers = ["tools", "functions"];

/** Conversations: `{"messages": [{"role": …, "content": …}, …]}`. */
export const chat: Format = {
  id: "chat",
  title: "Chat",
  example: `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}`,
  matches: (record) => Object.hasOwn(record, "messages"),
  adopts: hasMisnamedMessages,
  // Absent and null messages are a matter of their own: the rule messages-missing.
  missingFields: (record) =>
    messagesOf(record).flatMap((message, index) => missingInMessage(message, ["messages", index])),
  wrongTypes: (record) => [
    ...wrongTypesIn(record, [], [{ name: "messages", kinds: ["list", "null"] }]),
    ...wrongItemsIn(ownMember(record, "tools"), ["tools"], ["object", "text"]),
    ...messagesOf(record).flatMap((message, index) =>
      wrongTypesInMessage(message, ["messages", index]),
    ),
  ],
  fieldNames: (owner) => (owner.length === 0 ? ["messages"] : ["role", "content"]),
  knownFields: (owner) => (owner.length === 0 ? recordFields : fieldsInMessages(owner)),
  unknownFields(record) {
    const messages = messagesOf(record);
    if (messages.length === 0) return [];
    const atTop = unknownIn(record, recordNames, []);
    // Beside a conversation that waits for an answer stands what the answer is graded by.
    const isFault = atTop.length > 0 && isSupervised(record);
    return [...(isFault ? atTop : []), ...messages.flatMap(unknownInMessage)];
  },
  promptPlace(record) {
    const last = Math.max(answerIndex(messagesOf(record)) - 1, 0);
    return [
      ["messages", 0],
      ["messages", last],
    ];
  },
  conversations: (record) =>
    conversationAt(record, ["messages"], { use: isSupervised(record) ? "learn" : "grade" }),
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
  // A conversation has no one text that a separator could end.
  promptTextPath: () => undefined,
  completionTextPath(record) {
    const answer = answerIndex(messagesOf(record));
    return answer < 0 ? undefined : ["messages", answer, "content"];
  },
  signature: ["messages"],
  takePlainFacts: takePlainChat,
};

/** Whether the messages stand under the name that other conversations have for them. */
function hasMisnamedMessages(record: JsonObject): boolean {
  const turns = ownMember(record, "conversations");
  return isJsonArray(turns) && turns.some((turn) => typeof roleOf(turn) === "string");
}

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

/**
 * Whether a model is to learn the answers that stand in the conversation. One that waits for its
 * answer is for something else where other fields stand beside it (a reference answer, what a
 * grader needs, two answers to choose from, the parameters of a request), or where it has the role
 * `developer`, which only reinforcement fine-tuning is known to take.
 */
export function isSupervised(record: JsonObject): boolean {
  const messages = messagesOf(record);
  if (messages.length > 0 && answerIndex(messages) === messages.length - 1) return true;
  if (messages.some((message) => roleOf(message) === "developer")) return false;
  return Object.keys(record).every(
    (name) => recordNames.has(name) || bookkeepingFields.has(name) || fieldsElsewhere.has(name),
  );
}

/** The position of the last assistant message, -1 where there is none. */
export function answerIndex(messages: readonly JsonValue[]): number {
  return messages.findLastIndex((message) => roleOf(message) === "assistant");
}

export function roleOf(message: JsonValue): JsonValue | undefined {
  return isJsonObject(message) ? ownMember(message, "role") : undefined;
}

function hasContent(message: JsonValue): boolean {
  if (!isJsonObject(message)) return true;
  const content = ownMember(message, "content");
  const isEmpty = content === undefined || content === "" || content === null;
  return !isEmpty || Object.hasOwn(message, "tool_calls");
}

/** The fields of a message, or of what stands in it. */
function fieldsInMessages([list, , member, , inner, ...deeper]: JsonPath): readonly KnownField[] {
  if (list !== "messages" || deeper.length > 0) return [];
  if (member === undefined) return messageFields;
  if (member === "function_call") return functionFields;
  if (member !== "tool_calls") return [];
  return inner === "function" ? functionFields : toolCallFields;
}

function unknownInMessage(message: JsonValue, index: number): readonly UnknownFields[] {
  if (!isJsonObject(message)) return [];
  const owner: JsonPath = ["messages", index];
  const unknown = unknownIn(message, messageNames, owner);
  const call = ownMember(message, "function_call");
  const calls = ownMember(message, "tool_calls");
  if (call === undefined && calls === undefined) return unknown;
  return [
    ...unknown,
    ...unknownIn(call, functionNames, [...owner, "function_call"]),
    ...(isJsonArray(calls) ? calls : []).flatMap((toolCall, position) =>
      unknownInToolCall(toolCall, [...owner, "tool_calls", position]),
    ),
  ];
}

function unknownInToolCall(toolCall: JsonValue, owner: JsonPath): readonly UnknownFields[] {
  if (!isJsonObject(toolCall)) return [];
  return [
    ...unknownIn(toolCall, toolCallNames, owner),
    ...unknownIn(ownMember(toolCall, "function"), functionNames, [...owner, "function"]),
  ];
}

/** What an object has beside the names given, or nothing. */
function unknownIn(
  value: JsonValue | undefined,
  known: ReadonlySet<string>,
  owner: JsonPath,
): readonly UnknownFields[] {
  if (!isJsonObject(value)) return [];
  const names = Object.keys(value).filter((name) => !known.has(name));
  return names.length === 0 ? [] : [{ owner, object: value, names }];
}

function namesOf(fields: readonly KnownField[]): ReadonlySet<string> {
  return new Set(fields.map(({ name }) => name));
}
