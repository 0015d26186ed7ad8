import type { FormatId, JsonPath } from "../formats/format.js";
import { chatNotes } from "./chat.js";
import type { FieldNote, FieldNotes } from "./field-note.js";
import {
  preferenceTrlNotes,
  promptCompletionMessagesNotes,
  promptCompletionNotes,
  textNotes,
  unpairedPreferenceNotes,
} from "./pairs.js";
import {
  batchRequestNotes,
  bedrockConversationNotes,
  cohereChatNotes,
  evaluationNotes,
  geminiNotes,
  preferenceOpenaiNotes,
  reinforcementNotes,
} from "./services.js";
import {
  alpacaNotes,
  preferenceLlamaFactoryNotes,
  segmentsNotes,
  sharegptNotes,
} from "./trainers.js";

/** What the fields of each format mean. A format works without; its fields have no hover then. */
export const fieldNotes: Readonly<Partial<Record<FormatId, FieldNotes>>> = {
  alpaca: alpacaNotes,
  "batch-request": batchRequestNotes,
  "bedrock-conversation": bedrockConversationNotes,
  chat: chatNotes,
  "cohere-chat": cohereChatNotes,
  evaluation: evaluationNotes,
  gemini: geminiNotes,
  "preference-llama-factory": preferenceLlamaFactoryNotes,
  "preference-openai": preferenceOpenaiNotes,
  "preference-trl": preferenceTrlNotes,
  "prompt-completion": promptCompletionNotes,
  "prompt-completion-messages": promptCompletionMessagesNotes,
  reinforcement: reinforcementNotes,
  segments: segmentsNotes,
  sharegpt: sharegptNotes,
  text: textNotes,
  "unpaired-preference": unpairedPreferenceNotes,
};

/** What a field means in records of a format, where anything is known of it. */
export function noteOn(format: FormatId, path: JsonPath): FieldNote | undefined {
  const notes = fieldNotes[format] ?? {};
  return ownNote(notes, placeOf(path)) ?? (path.length === 1 ? ownNote(notes, "*") : undefined);
}

/** What a role means in records of a format; `path` leads to the member that holds it. */
export function noteOnRole(format: FormatId, path: JsonPath, role: string): FieldNote | undefined {
  return ownNote(fieldNotes[format] ?? {}, `${placeOf(path)}=${role}`);
}

function placeOf(path: JsonPath): string {
  return path.map((step) => (typeof step === "number" ? "*" : step)).join(".");
}

/** Names come from datasets: "constructor" is none of ours. */
function ownNote(notes: FieldNotes, place: string): FieldNote | undefined {
  return Object.hasOwn(notes, place) ? notes[place] : undefined;
}
