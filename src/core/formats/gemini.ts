import { isJsonArray, isJsonObject, ownMember } from "../json/json-node.js";
import type { TurnShape } from "./turn-format.js";
import type { Format } from "./format.js";
import { turnFormat, turnsOf } from "./turn-format.js";

const shape: TurnShape = {
  fields: [
    { name: "contents", kinds: ["list"], isRequired: true },
    { name: "systemInstruction", kinds: ["object"] },
    { name: "tools", kinds: ["list"] },
    { name: "generationConfig", kinds: ["object"] },
  ],
  list: "contents",
  turn: [
    { name: "role", kinds: ["text"], isRequired: true },
    { name: "parts", kinds: ["list"], isRequired: true },
  ],
  speaker: "role",
  content: "parts",
  answerers: new Set(["model"]),
  askers: new Set(["user"]),
  speakers: new Set(["user", "model"]),
  given: ["systemInstruction", "tools"],
  partMembers: [
    "text",
    "inlineData",
    "fileData",
    "functionCall",
    "functionResponse",
    "executableCode",
    "codeExecutionResult",
    "inline_data",
    "file_data",
    "function_call",
    "function_response",
    "executable_code",
    "code_execution_result",
  ],
  partLists: [["systemInstruction", "parts"]],
};

/** Conversations for Gemini: `{"contents": [{"role": "user", "parts": [{"text": …}]}, …]}`. */
export const gemini: Format = turnFormat({
  id: "gemini",
  title: "Conversation (Gemini)",
  example: `{"contents":[{"role":"user","parts":[{"text":"Hi"}]},{"role":"model","parts":[{"text":"Hello."}]}]}`,
  signature: ["contents"],
  matches: (record) =>
    turnsOf(record, shape).some(
      (turn) => isJsonObject(turn) && isJsonArray(ownMember(turn, "parts")),
    ),
  shapes: [shape],
  sideNames: { user: "user", assistant: "model" },
});
