import { isJsonObject, ownMember } from "../json/json-node.js";
import type { Tape } from "../kernel/tape.js";
import { keyOf } from "../kernel/text-hash.js";
import { isMisspelling } from "../spelling.js";
import { comparedConversations } from "./conversation.js";
import { fieldFormat } from "./field-format.js";
import type { Format } from "./format.js";
import {
  areFineSides,
  isOneAnswer,
  lastItem,
  plainSides,
  takePlainLengths,
} from "./plain-sides.js";
import { wrongTypesIn } from "./value-kind.js";
import { takeSideLengths } from "./preference-sides.js";

const sides = ["preferred_output", "non_preferred_output"] as const;

const sidesOf = plainSides(sides);
const inputKey = keyOf("input");
const toolsKey = keyOf("tools");
const messagesKey = keyOf("messages");
const roleKey = keyOf("role");
const assistant = keyOf("assistant");

/** What OpenAI's API description calls the sides; no service takes a file with these names. */
const sidesElsewhere = ["preferred_completion", "non_preferred_completion"] as const;

const columns = fieldFormat({
  id: "preference-openai",
  title: "Preference (OpenAI)",
  example: `{"input":{"messages":[{"role":"user","content":"Hi"}]},"preferred_output":[{"role":"assistant","content":"Hello. How can I help?"}],"non_preferred_output":[{"role":"assistant","content":"What?"}]}`,
  fields: [
    { name: "input", kinds: ["object"], isRequired: true },
    ...sides.map((name, index) => ({
      name,
      kinds: ["list"] as const,
      isRequired: true as const,
      otherNames: [sidesElsewhere[index] ?? ""],
    })),
  ],
  signature: ["input", ...sides],
  matches(record) {
    if (sides.some((name) => Object.hasOwn(record, name))) return true;
    const input = ownMember(record, "input");
    if (!isJsonObject(input) || !Object.hasOwn(input, "messages")) return false;
    return Object.keys(record).some(isMisnamedSide);
  },
  // A prompt with several pairs of answers is no repetition: records are compared as a whole.
  prompt: [],
  completion: undefined,
  texts: ["input", ...sides],
  takeOwnFacts: takeSideLengths,
  // OpenAI refuses a file for anything that stands beside the fields.
  companions: new Set(),
  messageLists: [["input", "messages"], ...sides.map((name) => [name])],
  conversations: (record) =>
    comparedConversations(record, ["input", "messages"], [[sides[0]], [sides[1]]], ["input"]),
  isPlain(tape, record, facts) {
    const both = sidesOf(tape, record);
    return (
      isPlainInput(tape, tape.member(record, inputKey)) &&
      both.every((side) => isOneAnswer(tape, side)) &&
      areFineSides(tape, both, facts.completion) &&
      takePlainLengths(tape, both, facts)
    );
  },
});

/** Whether what is asked has no tools, and does not end with an answer. */
function isPlainInput(tape: Tape, input: number): boolean {
  if (tape.member(input, toolsKey) >= 0) return false;
  const last = lastItem(tape, tape.member(input, messagesKey));
  const role = last < 0 ? -1 : tape.member(last, roleKey);
  return role >= 0 && tape.hashLow(role) !== assistant;
}

/**
 * Pairs of answers as OpenAI, Azure, Together and Fireworks take them:
 * `{"input": {"messages": […]}, "preferred_output": […], "non_preferred_output": […]}`.
 */
export const preferenceOpenai: Format = {
  ...columns,
  missingFields(record) {
    const input = ownMember(record, "input");
    const isEmpty = isJsonObject(input) && !Object.hasOwn(input, "messages");
    const missing = columns.missingFields(record);
    return isEmpty ? [...missing, { field: "messages", owner: ["input"] }] : missing;
  },
  wrongTypes(record) {
    const input = ownMember(record, "input");
    const wrong = columns.wrongTypes(record);
    return isJsonObject(input)
      ? [...wrong, ...wrongTypesIn(input, ["input"], [{ name: "messages", kinds: ["list"] }])]
      : wrong;
  },
};

/** Whether a name is one of the sides', misspelt or as in OpenAI's API description. */
function isMisnamedSide(name: string): boolean {
  if (sidesElsewhere.some((one) => one === name)) return true;
  return sides.some((side) => isMisspelling(name, side));
}
