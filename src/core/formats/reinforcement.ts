import type { JsonObject, JsonValue } from "../json/json-node.js";
import { ownMember } from "../json/json-node.js";
import { bookkeepingFields, chat, isSupervised, messagesOf, roleOf } from "./chat.js";
import { conversationAt } from "./conversation.js";
import type { Format } from "./format.js";
import { wrongTypesIn } from "./value-kind.js";

/** What stands beside the messages of a request that somebody has logged. */
const requestFields =
  /^(?:model|temperature|top_p|stream|max_tokens|max_completion_tokens|n|stop)$/;

/** Two answers to choose between, or a judgement of one. */
const judgements = new Set(["chosen", "rejected", "label"]);

/** The members that the format itself defines; all others are for the grader. */
export const reservedFields: readonly string[] = ["messages", "tools"];

/**
 * Questions with what a grader needs to judge the answer: `{"messages": […], "reference_answer":
 * …}`. The messages end with the user's; the fields beside them have the names that one likes.
 */
export const reinforcement: Format = {
  ...chat,
  id: "reinforcement",
  title: "Reinforcement",
  example: `{"messages":[{"role":"user","content":"What is 2 + 2?"}],"reference_answer":"4"}`,
  matches(record) {
    const messages = messagesOf(record);
    if (messages.length === 0 || isSupervised(record)) return false;
    if (roleOf(messages.at(-1) ?? null) !== "user") return false;
    return !Object.keys(record).some((name) => requestFields.test(name) || judgements.has(name));
  },
  adopts: (record) => roleOf(messagesOf(record).at(-1) ?? null) === "user",
  wrongTypes: (record) => [
    ...chat.wrongTypes(record),
    ...wrongTypesIn(record, [], [{ name: "tools", kinds: ["list", "null"] }]),
  ],
  conversations: (record) => conversationAt(record, ["messages"], { use: "grade" }),
  unknownFields: (record) => chat.unknownFields(record).filter(({ owner }) => owner.length > 0),
  promptPlace(record) {
    const last = Math.max(messagesOf(record).length - 1, 0);
    return [
      ["messages", 0],
      ["messages", last],
    ];
  },
  parts(record) {
    const messages = messagesOf(record);
    const tools = ownMember(record, "tools");
    return {
      prompt: tools === undefined ? [messages] : [messages, tools],
      isPromptEmpty: messages.length === 0,
      completion: Object.fromEntries(referencesOf(record)),
      rest: Object.entries(record).filter(([name]) => bookkeepingFields.has(name)),
    };
  },
  promptTextPath: () => undefined,
  completionTextPath(record) {
    const [name] = referencesOf(record).find(([, value]) => typeof value === "string") ?? [];
    return name === undefined ? undefined : [name];
  },
  signature: ["messages"],
  takePlainFacts: () => false,
};

/** The fields that a grader may look at: all but the reserved ones and the book-keeping. */
export function referencesOf(record: JsonObject): readonly (readonly [string, JsonValue])[] {
  return Object.entries(record).filter(
    ([name]) => !reservedFields.includes(name) && !bookkeepingFields.has(name),
  );
}
