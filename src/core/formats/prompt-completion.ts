import type { JsonObject, JsonValue } from "../json/json-node.js";
import { ownMember } from "../json/json-node.js";
import type { Format } from "./format.js";
import { wrongTypesIn } from "./value-kind.js";

const fields = ["prompt", "completion"] as const;

/** Classic pairs: `{"prompt": …, "completion": …}`. */
export const promptCompletion: Format = {
  id: "prompt-completion",
  title: "Prompt and completion",
  example: `{"prompt":"Great kettle\\n\\n###\\n\\n","completion":" 5"}`,
  matches(record) {
    const present = fields.filter((field) => Object.hasOwn(record, field)).length;
    if (present === fields.length) return true;
    // One of the two alone says little: benchmark files have a "prompt" beside other fields.
    return present === 1 && Object.keys(record).length <= fields.length && hasNoOther(record);
  },
  missingFields(record) {
    const missing = fields.filter((field) => !Object.hasOwn(record, field));
    return missing.map((field) => ({ field, owner: [] }));
  },
  // A list is a conversation: some trainers take prompt and completion in that form.
  wrongTypes: (record) =>
    wrongTypesIn(
      record,
      [],
      [
        { field: "prompt", expected: ["text", "list"] },
        { field: "completion", expected: ["text", "list"] },
      ],
    ),
  fieldNames: () => fields,
  promptPlace: () => [["prompt"], ["prompt"]],
  texts: (record) =>
    fields.flatMap((name) => {
      const text = ownMember(record, name);
      return typeof text === "string" ? [{ name, text }] : [];
    }),
  parts(record) {
    const prompt = ownMember(record, "prompt");
    return {
      prompt,
      isPromptEmpty: prompt === undefined || prompt === "",
      completion: ownMember(record, "completion"),
      rest: othersOf(record),
    };
  },
};

function othersOf(record: JsonObject): readonly (readonly [string, JsonValue])[] {
  const names = Object.keys(record);
  // Nearly every record has these two members and no others.
  if (names.length === 2 && names.includes("prompt") && names.includes("completion")) return [];
  return Object.entries(record).filter(([key]) => key !== "prompt" && key !== "completion");
}

/** Whether what stands beside the one known field could be the other one, misspelt. */
function hasNoOther(record: JsonObject): boolean {
  const others = Object.keys(record).filter((key) => key !== "prompt" && key !== "completion");
  return others.every((key) => /^(?:prompts?|completions?|compl\w{4,8}|pro\w{2,4})$/i.test(key));
}
