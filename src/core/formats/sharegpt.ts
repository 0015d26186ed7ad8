import type { JsonObject, JsonValue } from "../json/json-node.js";
import { isJsonObject, ownMember } from "../json/json-node.js";
import { bookkeepingFields } from "./chat.js";
import type { TurnShape } from "./turn-format.js";
import type { Format } from "./format.js";
import { turnFormat, turnsOf } from "./turn-format.js";

/** Who learns: names of the model in the datasets that trainers know. */
const answerers = new Set(["gpt", "function_call", "assistant", "chatgpt", "bot", "model"]);

/** Who asks, and what tools have answered. */
const askers = new Set(["human", "user", "observation", "tool"]);

/** Everybody who speaks: most used names first. */
const speakerNames = [...new Set(["human", "gpt", "system", ...askers, ...answerers])];

const usual: TurnShape = {
  fields: [
    { name: "conversations", kinds: ["list"], isRequired: true, otherNames: ["conversation"] },
    { name: "system", kinds: ["text"] },
    { name: "tools", kinds: ["text", "list"], isLookedInto: true },
    { name: "images", kinds: ["list"], isLookedInto: true },
    { name: "videos", kinds: ["list"], isLookedInto: true },
    { name: "audios", kinds: ["list"], isLookedInto: true },
  ],
  list: "conversations",
  turn: [
    { name: "from", kinds: ["text"], isRequired: true, otherNames: ["role"] },
    { name: "value", kinds: ["text"], isRequired: true, otherNames: ["content"] },
  ],
  speaker: "from",
  content: "value",
  answerers,
  askers,
  tools: new Set(["observation", "tool"]),
  speakers: new Set(speakerNames),
  given: ["system", "tools", "images", "videos", "audios"],
};

/** The same with the names that chats have. */
const withRoles: TurnShape = {
  ...usual,
  turn: [
    { name: "role", kinds: ["text"], isRequired: true, otherNames: ["from"] },
    { name: "content", kinds: ["text", "list", "null"], isRequired: true, otherNames: ["value"] },
  ],
  speaker: "role",
  content: "content",
};

/** Each turn is a question with its answer. */
const inPairs: TurnShape = {
  ...usual,
  fields: usual.fields.map((field) =>
    field.name === usual.list ? { ...field, name: "conversation" } : field,
  ),
  list: "conversation",
  turn: [
    { name: "human", kinds: ["text"], isRequired: true },
    { name: "assistant", kinds: ["text"], isRequired: true },
  ],
  speaker: "",
  speakers: undefined,
  content: "assistant",
};

const shapes = [usual, withRoles, inPairs] as const;

/** Conversations as ShareGPT wrote them: `{"conversations": [{"from": "human", "value": …}, …]}`. */
export const sharegpt: Format = turnFormat({
  id: "sharegpt",
  title: "Conversation (ShareGPT)",
  example: `{"conversations":[{"from":"human","value":"Hi"},{"from":"gpt","value":"Hello."}]}`,
  signature: ["conversations", "conversation"],
  matches(record) {
    const shape = shapes.find((one) => hasTurns(record, one));
    if (shape === undefined) return false;
    // Logs and benchmarks call many things a conversation.
    return shape.list === usual.list || Object.keys(record).every(isCommon);
  },
  shapes,
  speakerNames,
  shapeOf: (record) => shapes.find((one) => hasTurns(record, one)) ?? usual,
});

function hasTurns(record: JsonObject, shape: TurnShape): boolean {
  return turnsOf(record, shape).some((turn) => isTurn(turn, shape));
}

function isTurn(value: JsonValue, { turn }: TurnShape): boolean {
  if (!isJsonObject(value)) return false;
  return (
    turn.every(({ name }) => Object.hasOwn(value, name)) &&
    typeof ownMember(value, turn[0]?.name ?? "") === "string"
  );
}

function isCommon(name: string): boolean {
  return name === inPairs.list || usual.given.includes(name) || bookkeepingFields.has(name);
}
