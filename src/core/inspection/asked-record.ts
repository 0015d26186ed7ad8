import { codecs } from "../convert/index.js";
import { answerIndex, messagesOf, roleOf } from "../formats/chat.js";
import type { Format } from "../formats/format.js";
import type { JsonObject, JsonValue } from "../json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../json/json-node.js";
import type { SentMessage, SentPrompt } from "./inspection.js";

/** What a record asks a model, or why that cannot be told. */
export type AskedRecord =
  | {
      readonly kind: "asked";
      readonly sent: SentPrompt;
      /** What the record would have the model answer, where it says. */
      readonly expected: string | null;
    }
  | { readonly kind: "refused"; readonly reason: string };

/**
 * What a record asks. Pairs of texts are continued; all that is a conversation, or can be made one
 * without loss, is asked as one: of a preference, the preferred answer is the expected one.
 */
export function askedRecord(record: JsonObject, format: Format): AskedRecord {
  if (format.id === "prompt-completion") {
    const [prompt, completion] = [ownMember(record, "prompt"), ownMember(record, "completion")];
    if (typeof prompt !== "string") return refused('its "prompt" is no text');
    const expected = typeof completion === "string" ? completion : null;
    return { kind: "asked", sent: { kind: "completion", text: prompt }, expected };
  }
  const codec = codecs.find(({ reads }) => reads.includes(format.id));
  if (codec !== undefined) {
    const hub = codec.toHub(record);
    if (hub.kind === "refused") return hub;
    return codec.hub === "chat" ? askedConversation(hub.record) : askedPreference(hub.record);
  }
  if (Object.hasOwn(record, "messages")) return askedConversation(record);
  return refused(`records of the format "${format.title}" have no prompt with an answer`);
}

function refused(reason: string): AskedRecord {
  return { kind: "refused", reason };
}

/** Up to the last answer; answers of weight 0 stand there to be read only. */
function askedConversation(record: JsonObject): AskedRecord {
  const given = ["tools", "functions"].find((name) => isFilled(ownMember(record, name)));
  if (given !== undefined) return refused(`it has "${given}", and calls cannot be shown as tokens`);
  const messages = messagesOf(record);
  if (messages.length === 0) return refused("it has no messages");
  const isAsked =
    answerIndex(messages) < messages.length - 1 && roleOf(messages.at(-1) ?? null) === "user";
  if (isAsked) return asked(messages, undefined);
  const learned = messages.slice(0, messages.findLastIndex(isLearned) + 1);
  const answer = answerIndex(learned);
  if (answer < 0) return refused("it has no answer of the assistant that is learned");
  return asked(messages.slice(0, answer), messages[answer]);
}

function isLearned(message: JsonValue): boolean {
  if (!isJsonObject(message)) return false;
  return roleOf(message) === "assistant" && ownMember(message, "weight") !== 0;
}

function askedPreference(record: JsonObject): AskedRecord {
  const input = ownMember(record, "input");
  const given = isJsonObject(input) ? messagesOf(input) : [];
  const preferred = ownMember(record, "preferred_output");
  return asked(given, isJsonArray(preferred) ? preferred[0] : undefined);
}

function asked(given: readonly JsonValue[], answer: JsonValue | undefined): AskedRecord {
  if (given.length === 0) return refused("nothing stands before its answer");
  const messages: SentMessage[] = [];
  for (const message of given) {
    const sent = sentMessage(message);
    if (sent === undefined) return refused("a message before the answer is more than text");
    messages.push(sent);
  }
  const expected = answer === undefined ? null : sentMessage(answer)?.content;
  if (expected === undefined) return refused("its answer is more than text");
  return { kind: "asked", sent: { kind: "chat", messages }, expected };
}

/** A message that is a text with a role, and `undefined` for calls, pictures and the like. */
function sentMessage(message: JsonValue): SentMessage | undefined {
  if (!isJsonObject(message)) return undefined;
  const role = roleOf(message);
  const isCall = ["tool_calls", "function_call", "tool_call_id"].some((name) =>
    isFilled(ownMember(message, name)),
  );
  const content = textOf(ownMember(message, "content"));
  if (typeof role !== "string" || content === undefined || isCall) return undefined;
  return { role, content };
}

function textOf(content: JsonValue | undefined): string | undefined {
  if (typeof content === "string") return content;
  if (!isJsonArray(content)) return undefined;
  const texts = content.map((part) => (isJsonObject(part) ? ownMember(part, "text") : undefined));
  return texts.every((text) => typeof text === "string") ? texts.join("\n") : undefined;
}

function isFilled(value: JsonValue | undefined): boolean {
  return value !== undefined && value !== null && !(isJsonArray(value) && value.length === 0);
}
