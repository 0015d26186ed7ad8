import { ownMember } from "../json/json-node.js";
import { fieldFormat } from "./field-format.js";
import type { Format } from "./format.js";
import { areFineSides, plainSides } from "./plain-sides.js";
import { kindOf } from "./value-kind.js";

const sidesOf = plainSides(["chosen", "rejected"]);
const anyText = ["text", "list"] as const;

/**
 * Pairs of answers as TRL and the trainers around it take them: `{"prompt": …, "chosen": …,
 * "rejected": …}`, each a text or a list of messages. Without a prompt both sides begin with it.
 */
export const preferenceTrl: Format = fieldFormat({
  id: "preference-trl",
  title: "Preference (chosen and rejected)",
  example: `{"prompt":"Hi","chosen":"Hello. How can I help?","rejected":"What?"}`,
  fields: [
    { name: "prompt", kinds: anyText },
    { name: "chosen", kinds: anyText, isRequired: true },
    { name: "rejected", kinds: anyText, isRequired: true },
    { name: "tools", kinds: ["list", "text"] },
    { name: "images", kinds: ["list"] },
  ],
  signature: ["rejected"],
  matches(record) {
    const [chosen, rejected] = [ownMember(record, "chosen"), ownMember(record, "rejected")];
    if (chosen === undefined || rejected === undefined) return false;
    const kind = kindOf(chosen);
    return anyText.some((known) => known === kind) && kind === kindOf(rejected);
  },
  // A prompt with several pairs of answers is no repetition: records are compared as a whole.
  prompt: [],
  completion: undefined,
  texts: ["prompt", "chosen", "rejected"],
  messageLists: [["prompt"], ["chosen"], ["rejected"]],
  isPlain: (tape, record, { completion }) => areFineSides(tape, sidesOf(tape, record), completion),
});
