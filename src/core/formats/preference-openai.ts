import { isJsonObject, ownMember } from "../json/json-node.js";
import { fieldFormat } from "./field-format.js";
import type { Format } from "./format.js";
import { areFineSides, isOneAnswer, plainSides } from "./plain-sides.js";
import { wrongTypesIn } from "./value-kind.js";

const sides = ["preferred_output", "non_preferred_output"] as const;

const sidesOf = plainSides(sides);

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
  signature: [...sides, ...sidesElsewhere],
  matches(record) {
    if (sides.some((name) => Object.hasOwn(record, name))) return true;
    if (!sidesElsewhere.some((name) => Object.hasOwn(record, name))) return false;
    const input = ownMember(record, "input");
    return isJsonObject(input) && Object.hasOwn(input, "messages");
  },
  // A prompt with several pairs of answers is no repetition: records are compared as a whole.
  prompt: [],
  completion: undefined,
  texts: ["input", ...sides],
  messageLists: [["input", "messages"], ...sides.map((name) => [name])],
  isPlain(tape, record, { completion }) {
    const both = sidesOf(tape, record);
    return both.every((side) => isOneAnswer(tape, side)) && areFineSides(tape, both, completion);
  },
});

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
