import type { JsonObject, JsonValue } from "../json/json-node.js";
import { ownMember } from "../json/json-node.js";
import type { Tape } from "../kernel/tape.js";
import { nodeKind } from "../kernel/tape.js";
import { keyOf } from "../kernel/text-hash.js";
import { isMisspelling } from "../spelling.js";
import { comparedConversations } from "./conversation.js";
import { fieldFormat } from "./field-format.js";
import type { Format } from "./format.js";
import { areFineSides, partInAnswers, plainSides, takePlainLengths } from "./plain-sides.js";
import { kindOf } from "./value-kind.js";
import { takeSideLengths } from "./preference-sides.js";

const sidesOf = plainSides(["chosen", "rejected"]);
const promptKey = keyOf("prompt");
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
    { name: "tools", kinds: ["list", "text"], isLookedInto: true },
    { name: "images", kinds: ["list"] },
  ],
  signature: ["chosen", "rejected"],
  matches(record) {
    const [chosen, rejected] = [sideOf(record, "chosen"), sideOf(record, "rejected")];
    if (chosen === undefined || rejected === undefined) return false;
    const kind = kindOf(chosen);
    return anyText.some((known) => known === kind) && kind === kindOf(rejected);
  },
  // A prompt with several pairs of answers is no repetition: records are compared as a whole.
  prompt: [],
  completion: undefined,
  texts: ["prompt", "chosen", "rejected"],
  takeOwnFacts: takeSideLengths,
  messageLists: [["prompt"], ["chosen"], ["rejected"]],
  conversations: (record) => comparedConversations(record, ["prompt"], [["chosen"], ["rejected"]]),
  isPlain(tape, record, facts) {
    const both = sidesOf(tape, record);
    return (
      areFineSides(tape, both, facts.completion) &&
      (hasPrompt(tape, record) || partInAnswers(tape, both)) &&
      takePlainLengths(tape, both, facts)
    );
  },
});

function hasPrompt(tape: Tape, record: number): boolean {
  const prompt = tape.member(record, promptKey);
  return prompt >= 0 && tape.kind(prompt) !== nodeKind.null;
}

/** One of the answers; where the other one has its right name, also under a misspelt one. */
function sideOf(record: JsonObject, side: "chosen" | "rejected"): JsonValue | undefined {
  const own = ownMember(record, side);
  if (own !== undefined) return own;
  if (!Object.hasOwn(record, side === "chosen" ? "rejected" : "chosen")) return undefined;
  const name = Object.keys(record).find((key) => isMisspelling(key, side));
  return name === undefined ? undefined : ownMember(record, name);
}
