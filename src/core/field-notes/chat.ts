import * as l10n from "@vscode/l10n";
import type { FieldNotes } from "./field-note.js";
import { sources } from "./field-note.js";
import { messageNotes } from "./messages.js";

/** OpenAI's conversations, which most services and trainers read. */
export const chatNotes: FieldNotes = {
  messages: {
    meaning: () =>
      l10n.t("The conversation, from the first message to the answer that is to be learned."),
    source: sources.openai,
    targets: {
      fireworks: {
        meaning: () => l10n.t("A system message may only be the first one."),
        source: sources.fireworks,
      },
      together: {
        meaning: () => l10n.t("User and assistant take turns."),
        source: sources.together,
      },
      azure: {
        meaning: () =>
          l10n.t("User and assistant take turns, and the last word is the assistant's."),
        source: sources.azure,
      },
      "llama-factory": {
        meaning: () =>
          l10n.t(
            "User and tool stand at odd places, the assistant at even ones; others are dropped.",
          ),
        source: sources.llamaFactory,
      },
    },
  },
  tools: {
    meaning: () => l10n.t("The functions that the model may call, each with its JSON Schema."),
    source: sources.openai,
    targets: {
      trl: {
        meaning: () => l10n.t("A column of JSON Schemas, given to the chat template."),
        source: sources.trl,
      },
      unsloth: {
        meaning: () => l10n.t("A column of JSON Schemas, given to the chat template."),
        source: sources.trl,
      },
    },
  },
  functions: {
    meaning: () => l10n.t("What tools were called before: 1 to 128 functions. Deprecated."),
    source: sources.openaiSchema,
  },
  parallel_tool_calls: {
    meaning: () =>
      l10n.t("Whether an answer may call several tools at once. True or false; may be left out."),
    source: sources.openaiSchema,
  },
  ...messageNotes("messages"),
};
