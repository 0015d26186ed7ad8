import type { JsonValue } from "../json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../json/json-node.js";
import type { TurnShape } from "./turn-format.js";
import type { Format } from "./format.js";
import { turnFormat, turnsOf } from "./turn-format.js";

const shape: TurnShape = {
  fields: [
    { name: "schemaVersion", kinds: ["text"] },
    { name: "system", kinds: ["list"] },
    { name: "messages", kinds: ["list"], isRequired: true },
    { name: "toolConfig", kinds: ["object"] },
  ],
  list: "messages",
  turn: [
    { name: "role", kinds: ["text"], isRequired: true },
    { name: "content", kinds: ["list"], isRequired: true },
  ],
  speaker: "role",
  content: "content",
  answerers: new Set(["assistant"]),
  askers: new Set(["user"]),
  speakers: new Set(["user", "assistant"]),
  given: ["system", "toolConfig"],
  partMembers: [
    "text",
    "image",
    "document",
    "video",
    "audio",
    "toolUse",
    "toolResult",
    "reasoningContent",
    "guardContent",
    "cachePoint",
    "citationsContent",
    "searchResult",
  ],
  partLists: [["system"]],
};

/**
 * Conversations for Amazon Bedrock: `{"schemaVersion": "bedrock-conversation-2024", "system":
 * [{"text": …}], "messages": [{"role": …, "content": [{"text": …}]}]}`.
 */
export const bedrockConversation: Format = turnFormat({
  id: "bedrock-conversation",
  title: "Conversation (Bedrock)",
  example: `{"schemaVersion":"bedrock-conversation-2024","system":[{"text":"Be brief."}],"messages":[{"role":"user","content":[{"text":"Hi"}]},{"role":"assistant","content":[{"text":"Hello."}]}]}`,
  signature: ["messages"],
  matches(record) {
    const turns = turnsOf(record, shape);
    if (typeof ownMember(record, "schemaVersion") === "string") return turns.length > 0;
    return turns.length > 0 && turns.every(hasUntypedParts);
  },
  shapes: [shape],
  sideNames: { user: "user", assistant: "assistant" },
});

/** Elsewhere a part of a content says of which type it is. */
function hasUntypedParts(turn: JsonValue): boolean {
  const content = isJsonObject(turn) ? ownMember(turn, "content") : undefined;
  if (!isJsonArray(content) || content.length === 0) return false;
  return content.every((part) => isJsonObject(part) && !Object.hasOwn(part, "type"));
}
