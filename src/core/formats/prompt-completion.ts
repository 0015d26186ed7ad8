import type { JsonObject, JsonValue } from "../json/json-node.js";
import { ownMember } from "../json/json-node.js";
import type { Tape } from "../kernel/tape.js";
import { nodeKind } from "../kernel/tape.js";
import { keyOf } from "../kernel/text-hash.js";
import type { RecordFacts } from "../dataset/record-facts.js";
import type { Format, KnownField } from "./format.js";
import { wrongTypesIn } from "./value-kind.js";

const fields = ["prompt", "completion"] as const;
const promptKey = keyOf("prompt");
const completionKey = keyOf("completion");

/** A list is a conversation: some trainers take prompt and completion in that form. */
const knownFields: readonly KnownField[] = [
  { name: "prompt", kinds: ["text", "list"] },
  { name: "completion", kinds: ["text", "list"], otherNames: ["response"] },
];

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
  wrongTypes: (record) => wrongTypesIn(record, [], knownFields),
  fieldNames: () => fields,
  knownFields: () => knownFields,
  unknownFields(record) {
    const names = Object.keys(record).filter((key) => key !== "prompt" && key !== "completion");
    return names.length === 0 ? [] : [{ owner: [], object: record, names }];
  },
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
  promptTextPath: () => ["prompt"],
  completionTextPath: () => ["completion"],
  signature: fields,
  takePlainFacts(tape, record, facts) {
    if (tape.kind(record) !== nodeKind.object || tape.count(record) !== 2) return false;
    const first = record + 1;
    const second = tape.next(first);
    if (tape.kind(first) !== nodeKind.string || tape.kind(second) !== nodeKind.string) return false;
    facts.recordLow = tape.hashLow(record);
    facts.recordHigh = tape.hashHigh(record);
    if (tape.key(first) === promptKey && tape.key(second) === completionKey) {
      takePair(tape, facts, first, second);
      return true;
    }
    if (tape.key(first) !== completionKey || tape.key(second) !== promptKey) return false;
    takePair(tape, facts, second, first);
    return true;
  },
};

function takePair(tape: Tape, facts: RecordFacts, prompt: number, completion: number): void {
  facts.prompt.setNode(tape, prompt);
  facts.completion.setNode(tape, completion);
  facts.marks = facts.prompt.marks | facts.completion.marks;
  facts.sketched.useTape(tape);
  if (facts.prompt.length === 0) {
    facts.sketched.addGiven(completion);
    return facts.useWholeRecord();
  }
  facts.sketched.addGiven(prompt);
  facts.sketched.setAnswer(completion);
  facts.hasPrompt = true;
  facts.keyLow = facts.prompt.hashLow;
  facts.keyHigh = facts.prompt.hashHigh;
}

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
