import { ownMember } from "../json/json-node.js";
import { bookkeepingFields } from "./chat.js";
import { fieldFormat } from "./field-format.js";
import type { Format } from "./format.js";
import type { RecordField } from "./field-format.js";

const fields: readonly RecordField[] = [
  { name: "instruction", kinds: ["text"], isRequired: true },
  { name: "input", kinds: ["text"] },
  { name: "output", kinds: ["text"], isRequired: true, otherNames: ["response"] },
  { name: "system", kinds: ["text"] },
  { name: "history", kinds: ["list"] },
  { name: "images", kinds: ["list"], isLookedInto: true },
];

/** Fields that copies of such datasets carry along. */
const companions: ReadonlySet<string> = new Set([
  ...bookkeepingFields,
  "text",
  "category",
  "metadata",
  "meta",
  "tags",
]);

/** Instructions as Alpaca wrote them: `{"instruction": …, "input": …, "output": …}`. */
export const alpaca: Format = fieldFormat({
  id: "alpaca",
  title: "Instructions (Alpaca)",
  example: `{"instruction":"Rate the review.","input":"Great kettle","output":"5"}`,
  fields,
  signature: ["output"],
  matches(record) {
    const [instruction, output] = [ownMember(record, "instruction"), ownMember(record, "output")];
    if (typeof instruction !== "string" || output === undefined) return false;
    // Evaluations write the same two fields, and beside them the model that has answered.
    return Object.keys(record).every(
      (name) => fields.some((field) => field.name === name) || companions.has(name),
    );
  },
  prompt: ["instruction", "input", "system", "history", "images"],
  completion: "output",
  texts: ["system", "instruction", "input", "output"],
  companions,
});
