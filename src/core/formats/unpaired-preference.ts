import { ownMember } from "../json/json-node.js";
import { joinedConversation } from "./conversation.js";
import { fieldFormat } from "./field-format.js";
import type { Format } from "./format.js";

/** Answers judged one by one: `{"prompt": …, "completion": …, "label": true}` (TRL's KTO). */
export const unpairedPreference: Format = fieldFormat({
  id: "unpaired-preference",
  title: "Preference (single answers)",
  example: `{"prompt":"Hi","completion":"Hello. How can I help?","label":true}`,
  fields: [
    { name: "prompt", kinds: ["text", "list"], isRequired: true },
    { name: "completion", kinds: ["text", "list"], isRequired: true, otherNames: ["response"] },
    { name: "label", kinds: ["true or false"], isRequired: true, otherNames: ["kto_tag"] },
    { name: "tools", kinds: ["list"], isLookedInto: true },
  ],
  signature: ["label"],
  matches(record) {
    if (!Object.hasOwn(record, "prompt") || !Object.hasOwn(record, "completion")) return false;
    const label = ownMember(record, "label");
    return typeof label === "boolean" || label === 0 || label === 1;
  },
  // The same prompt with a good and a bad answer is what the format is for.
  prompt: [],
  completion: undefined,
  texts: ["prompt", "completion"],
  messageLists: [["prompt"], ["completion"]],
  conversations: (record) => joinedConversation(record, [["prompt"], ["completion"]]),
});
