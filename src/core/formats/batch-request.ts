import { isJsonObject, ownMember } from "../json/json-node.js";
import { fieldFormat } from "./field-format.js";
import type { Format } from "./format.js";

/** Requests for a batch interface: `{"custom_id": …, "method": "POST", "url": …, "body": {…}}`. */
export const batchRequest: Format = fieldFormat({
  id: "batch-request",
  title: "Batch requests",
  example: `{"custom_id":"1","method":"POST","url":"/v1/chat/completions","body":{"model":"gpt-4.1-mini","messages":[{"role":"user","content":"Hi"}]}}`,
  fields: [
    { name: "custom_id", kinds: ["text"], isRequired: true },
    { name: "method", kinds: ["text"], isRequired: true },
    { name: "url", kinds: ["text"], isRequired: true },
    { name: "body", kinds: ["object"], isRequired: true },
  ],
  signature: ["custom_id"],
  // Answers have a custom_id too, with a response.
  matches: (record) =>
    Object.hasOwn(record, "custom_id") &&
    isJsonObject(ownMember(record, "body")) &&
    (Object.hasOwn(record, "url") || Object.hasOwn(record, "method")),
  prompt: [],
  completion: undefined,
  texts: ["body"],
});
