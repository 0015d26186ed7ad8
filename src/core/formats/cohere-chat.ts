import { isJsonObject, ownMember } from "../json/json-node.js";
import type { TurnShape } from "./turn-format.js";
import type { Format } from "./format.js";
import { turnFormat, turnsOf } from "./turn-format.js";

const roles = new Set(["System", "User", "Chatbot", "Tool"]);

const shape: TurnShape = {
  fields: [{ name: "messages", kinds: ["list"], isRequired: true }],
  list: "messages",
  turn: [
    { name: "role", kinds: ["text"], isRequired: true },
    { name: "content", kinds: ["text"], isRequired: true },
  ],
  speaker: "role",
  content: "content",
  answerers: new Set(["Chatbot"]),
  askers: new Set(["User", "Tool"]),
  tools: new Set(["Tool"]),
  speakers: roles,
  given: [],
};

/** Conversations for Cohere: messages with the roles System, User and Chatbot. */
export const cohereChat: Format = turnFormat({
  id: "cohere-chat",
  title: "Conversation (Cohere)",
  example: `{"messages":[{"role":"System","content":"Be brief."},{"role":"User","content":"Hi"},{"role":"Chatbot","content":"Hello."}]}`,
  signature: ["messages"],
  matches(record) {
    const speakers = turnsOf(record, shape).map((turn) =>
      isJsonObject(turn) ? ownMember(turn, "role") : undefined,
    );
    return (
      speakers.includes("Chatbot") &&
      speakers.every((role) => typeof role === "string" && roles.has(role))
    );
  },
  shapes: [shape],
});
