import type { JsonValue } from "../json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../json/json-node.js";
import { keyOf } from "../kernel/text-hash.js";
import { joinedConversation } from "./conversation.js";
import { fieldFormat } from "./field-format.js";
import type { Format } from "./format.js";

const lists = [keyOf("prompt"), keyOf("completion")];

/** Pairs in which prompt and completion are lists of messages, as TRL takes them. */
export const promptCompletionMessages: Format = fieldFormat({
  id: "prompt-completion-messages",
  title: "Prompt and completion (messages)",
  example: `{"prompt":[{"role":"user","content":"Hi"}],"completion":[{"role":"assistant","content":"Hello."}]}`,
  fields: [
    { name: "prompt", kinds: ["list"], isRequired: true },
    { name: "completion", kinds: ["list"], isRequired: true, otherNames: ["response"] },
    { name: "tools", kinds: ["list"], isLookedInto: true },
    { name: "images", kinds: ["list"] },
    { name: "chat_template_kwargs", kinds: ["object"] },
  ],
  signature: ["completion"],
  matches: (record) =>
    areMessages(ownMember(record, "prompt")) && areMessages(ownMember(record, "completion")),
  prompt: ["prompt", "tools", "images"],
  completion: "completion",
  texts: ["prompt", "completion"],
  messageLists: [["prompt"], ["completion"]],
  conversations: (record) => joinedConversation(record, [["prompt"], ["completion"]]),
  isPlain: (tape, record) => lists.every((key) => tape.count(tape.member(record, key)) > 0),
});

function areMessages(value: JsonValue | undefined): boolean {
  return isJsonArray(value) && value.some((item) => isJsonObject(item));
}
