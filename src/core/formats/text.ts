import { ownMember } from "../json/json-node.js";
import { fieldFormat } from "./field-format.js";
import type { Format } from "./format.js";

/** Text to continue training on: `{"text": …}` and nothing else. */
export const text: Format = fieldFormat({
  id: "text",
  title: "Text",
  example: `{"text":"The kettle boils in two minutes."}`,
  fields: [{ name: "text", kinds: ["text"], isRequired: true }],
  signature: ["text"],
  // With other fields beside it a text may be anything: a search result, a line of a log.
  matches: (record) =>
    typeof ownMember(record, "text") === "string" && Object.keys(record).length === 1,
  prompt: [],
  completion: undefined,
  texts: ["text"],
  companions: new Set(),
});
