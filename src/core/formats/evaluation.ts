import type { JsonObject } from "../json/json-node.js";
import { isJsonObject, ownMember } from "../json/json-node.js";
import { bookkeepingFields } from "./chat.js";
import { fieldFormat } from "./field-format.js";
import type { Format } from "./format.js";
import { namedTexts } from "./named-texts.js";

const fields = ["item", "sample"] as const;

const rows = fieldFormat({
  id: "evaluation",
  title: "Evaluation rows",
  example: `{"item":{"question":"What is 2 + 2?","answer":"4"}}`,
  fields: [
    { name: "item", kinds: ["object"], isRequired: true },
    { name: "sample", kinds: ["object"] },
  ],
  signature: ["item"],
  // Many things are called an item: here nothing else stands beside it.
  matches: (record) =>
    isJsonObject(ownMember(record, "item")) &&
    Object.keys(record).every((name) => isField(name) || bookkeepingFields.has(name)),
  prompt: [],
  completion: undefined,
  texts: [],
});

/**
 * Rows for an evaluation: `{"item": {…}, "sample": {…}}`, an item with the fields that the
 * evaluation's own schema names, and what a model has answered to it.
 */
export const evaluation: Format = {
  ...rows,
  texts: (record) => fields.flatMap((name) => textsIn(ownMember(record, name))),
};

function isField(name: string): boolean {
  return fields.some((field) => field === name);
}

/** The texts of an item under the names of its own fields. */
function textsIn(value: JsonObject[string] | undefined): ReturnType<Format["texts"]> {
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, one]) => namedTexts(name, one));
}
