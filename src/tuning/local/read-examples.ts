import { answerIndex, messagesOf, roleOf } from "../../core/formats/chat.js";
import type { JsonObject, JsonValue } from "../../core/json/json-node.js";
import { isJsonObject, ownMember } from "../../core/json/json-node.js";
import { jsonValueOf } from "../../core/json/json-value-of.js";
import { local, localLabels } from "../../core/targets/local.js";
import { contentText, conversationText } from "./conversation-text.js";

/** What a classifier learns from: a text and the label that belongs to it. */
export interface Example {
  readonly prompt: string;
  readonly label: string;
}

/** Why the engine does not train on a file, as people and programs are told. */
export interface Refusal {
  readonly kind: "refused";
  /** The words that OpenAI's service has for this kind of failure. */
  readonly code: "invalid_training_file" | "invalid_validation_file" | "invalid_n_examples";
  readonly message: string;
}

/** The examples of a file, or why it has none. */
export type ReadExamples =
  { readonly kind: "examples"; readonly examples: readonly Example[] } | Refusal;

/**
 * Reads a JSONL file of `prompt-completion` or `chat` records. The label is the completion as it
 * stands, space and stop sequence included; of a conversation, the last answer.
 */
export function readExamples(text: string): ReadExamples {
  const examples: Example[] = [];
  let line = 0;
  for (const lineText of linesOf(text)) {
    line += 1;
    if (lineText.trim() === "") continue;
    const read = readExample(lineText);
    if (typeof read === "string") return refused(`Line ${line} ${read}`);
    examples.push(read);
  }
  return { kind: "examples", examples };
}

/** Says why a classifier cannot learn from the examples, or nothing where it can. */
export function refusalOf(examples: readonly Example[]): Refusal | undefined {
  const { length } = examples;
  if (length < local.leastRecords) {
    return {
      kind: "refused",
      code: "invalid_n_examples",
      message: `Training file has ${length} example(s), but must have at least ${local.leastRecords} examples`,
    };
  }
  const { most, fewestRecordsEach: leastRepeats } = localLabels;
  const labels = new Set(examples.map(({ label }) => label)).size;
  if (labels === 1) {
    return refused("All completions are the same, so there is nothing to tell apart.");
  }
  if (labels <= most && labels * leastRepeats <= length) return undefined;
  return refused(
    `${labels} of ${length} completions differ, so they are free text. The local engine is a classifier: it learns to choose among few labels, each of which stands for at least ${leastRepeats} records on average. To tune a model that writes text, choose another provider.`,
  );
}

function refused(message: string): Refusal {
  return { kind: "refused", code: "invalid_training_file", message };
}

/** The lines of a text, without their endings and without a byte order mark. */
function* linesOf(text: string): Generator<string> {
  let start = text.startsWith("\uFEFF") ? 1 : 0;
  while (start < text.length) {
    const found = text.indexOf("\n", start);
    const end = found < 0 ? text.length : found;
    yield text.slice(start, end);
    start = end + 1;
  }
}

/** The example of a line, or what is wrong with the line. */
function readExample(line: string): Example | string {
  const record = jsonValueOf(line);
  if (record === undefined) return "is not valid JSON.";
  if (!isJsonObject(record)) return "is not a JSON object.";
  return Object.hasOwn(record, "messages") ? ofConversation(record) : ofPair(record);
}

function ofPair(record: JsonObject): Example | string {
  const prompt = ownMember(record, "prompt");
  const completion = ownMember(record, "completion");
  if (typeof prompt === "string" && typeof completion === "string" && completion !== "") {
    return { prompt, label: completion };
  }
  return 'has no text in "prompt" and "completion", and no "messages". The local engine trains on prompt-completion and chat records.';
}

/** Answers of weight 0 stand there to be read only. */
function isToBeLearned(message: JsonValue): boolean {
  return (
    isJsonObject(message) && roleOf(message) === "assistant" && ownMember(message, "weight") !== 0
  );
}

function ofConversation(record: JsonObject): Example | string {
  const messages = messagesOf(record);
  const learned = messages.slice(0, messages.findLastIndex(isToBeLearned) + 1);
  const answer = answerIndex(learned);
  const label = contentText(messages[answer] ?? null);
  if (label === "") return "has no answer of the assistant that is a text to learn.";
  return { prompt: conversationText(messages.slice(0, answer)), label };
}
