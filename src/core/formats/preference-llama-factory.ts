import type { JsonObject } from "../json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../json/json-node.js";
import { fieldFormat } from "./field-format.js";

const anySide = ["object", "text"] as const;

/**
 * Pairs of answers to a conversation or an instruction, as LLaMA-Factory takes them:
 * `{"conversations": […], "chosen": {"from": "gpt", "value": …}, "rejected": {…}}`.
 */
export const preferenceLlamaFactory = fieldFormat({
  id: "preference-llama-factory",
  title: "Preference (LLaMA-Factory)",
  example: `{"conversations":[{"from":"human","value":"Hi"}],"chosen":{"from":"gpt","value":"Hello. How can I help?"},"rejected":{"from":"gpt","value":"What?"}}`,
  fields: [
    { name: "conversations", kinds: ["list"] },
    { name: "messages", kinds: ["list"] },
    { name: "instruction", kinds: ["text"] },
    { name: "input", kinds: ["text"] },
    { name: "system", kinds: ["text"] },
    { name: "history", kinds: ["list"] },
    { name: "tools", kinds: ["text", "list"] },
    { name: "images", kinds: ["list"] },
    { name: "chosen", kinds: anySide, isRequired: true },
    { name: "rejected", kinds: anySide, isRequired: true },
  ],
  signature: ["rejected"],
  matches(record) {
    const turns = ownMember(record, "conversations") ?? ownMember(record, "messages");
    if (isJsonArray(turns)) return areAnswers(record, isTurn);
    return typeof ownMember(record, "instruction") === "string" && areAnswers(record, isText);
  },
  // A prompt with several pairs of answers is no repetition: records are compared as a whole.
  prompt: [],
  completion: undefined,
  texts: ["system", "conversations", "messages", "instruction", "input", "chosen", "rejected"],
});

type Test = (value: JsonObject[string] | undefined) => boolean;

const isText: Test = (value) => typeof value === "string";

const isTurn: Test = (value) =>
  isJsonObject(value) && (Object.hasOwn(value, "from") || Object.hasOwn(value, "role"));

function areAnswers(record: JsonObject, isAnswer: Test): boolean {
  return isAnswer(ownMember(record, "chosen")) && isAnswer(ownMember(record, "rejected"));
}
