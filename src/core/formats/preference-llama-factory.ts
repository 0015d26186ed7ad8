import type { JsonObject } from "../json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../json/json-node.js";
import type { Tape } from "../kernel/tape.js";
import { nodeKind } from "../kernel/tape.js";
import { keyOf } from "../kernel/text-hash.js";
import { fieldFormat } from "./field-format.js";
import type { Format } from "./format.js";
import { areFineSides, plainSides, takePlainLengths } from "./plain-sides.js";
import { takeSideLengths } from "./preference-sides.js";

const sidesOf = plainSides(["chosen", "rejected"]);
const conversations = keyOf("conversations");
const messages = keyOf("messages");
const instruction = keyOf("instruction");
const speakers = [keyOf("from"), keyOf("role")];

const anySide = ["object", "text"] as const;

/**
 * Pairs of answers to a conversation or an instruction, as LLaMA-Factory takes them:
 * `{"conversations": […], "chosen": {"from": "gpt", "value": …}, "rejected": {…}}`.
 */
export const preferenceLlamaFactory: Format = fieldFormat({
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
    { name: "images", kinds: ["list"], isLookedInto: true },
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
  isPlain(tape, record, facts) {
    const both = sidesOf(tape, record);
    return (
      isPlainQuestion(tape, record, tape.kind(both[0])) &&
      both.every((side) => isPlainAnswer(tape, side)) &&
      areFineSides(tape, both, facts.completion) &&
      takePlainLengths(tape, both, facts)
    );
  },
  texts: ["system", "conversations", "messages", "instruction", "input", "chosen", "rejected"],
  takeOwnFacts: takeSideLengths,
});

/** Whether a record asks in the way that belongs to answers of this kind: turns, or a text. */
function isPlainQuestion(tape: Tape, record: number, answerKind: number): boolean {
  const turns = [conversations, messages].map((key) => tape.member(record, key));
  const isAsked = turns.some((node) => node >= 0);
  if (answerKind !== nodeKind.object) return !isAsked && hasInstruction(tape, record);
  return isAsked && turns.every((node) => node < 0 || tape.kind(node) === nodeKind.array);
}

function hasInstruction(tape: Tape, record: number): boolean {
  const text = tape.member(record, instruction);
  return text >= 0 && tape.kind(text) === nodeKind.string;
}

/** Whether an answer is a text, or says who speaks. */
function isPlainAnswer(tape: Tape, side: number): boolean {
  if (tape.kind(side) === nodeKind.string) return true;
  return speakers.some((key) => tape.member(side, key) >= 0);
}

type Test = (value: JsonObject[string] | undefined) => boolean;

const isText: Test = (value) => typeof value === "string";

const isTurn: Test = (value) =>
  isJsonObject(value) && (Object.hasOwn(value, "from") || Object.hasOwn(value, "role"));

function areAnswers(record: JsonObject, isAnswer: Test): boolean {
  return isAnswer(ownMember(record, "chosen")) && isAnswer(ownMember(record, "rejected"));
}
