import * as l10n from "@vscode/l10n";
import type { FieldNote, FieldNotes, Note } from "./field-note.js";
import { sources } from "./field-note.js";

/** The fields of OpenAI's messages in a list at some place. */
export function messageNotes(list: string): FieldNotes {
  return Object.fromEntries(
    Object.entries(fields).map(([name, note]) => [`${list}.*.${name}`, note]),
  );
}

const objects: Note = {
  meaning: () => l10n.t("Here the arguments are an object, not a text that holds JSON."),
  source: sources.trl,
};

const fields: Readonly<Record<string, FieldNote>> = {
  role: {
    meaning: () => l10n.t("Who speaks: system, developer, user, assistant or tool."),
    source: sources.openaiSchema,
    targets: {
      cookbook: {
        meaning: () => l10n.t("These checks know system, user, assistant and function."),
        source: sources.cookbook,
      },
    },
  },
  "role=system": {
    meaning: () => l10n.t("What the model is told before the conversation begins."),
    source: sources.openai,
    targets: {
      fireworks: {
        meaning: () => l10n.t("Only the first message may be of this role."),
        source: sources.fireworks,
      },
    },
  },
  "role=developer": {
    meaning: () =>
      l10n.t(
        "Instructions, in the words of newer models. Known from reinforcement fine-tuning; whether supervised fine-tuning takes it is not said.",
      ),
    source: sources.openaiSchema,
  },
  "role=user": {
    meaning: () => l10n.t("What the model is asked. Not learned."),
    source: sources.openai,
  },
  "role=assistant": {
    meaning: () => l10n.t("An answer of the model. It is learned, unless its weight is 0."),
    source: sources.openai,
    targets: {
      trl: {
        meaning: () =>
          l10n.t(
            "Learned alone only with assistant_only_loss and a template that marks generations; else the whole conversation is.",
          ),
        source: sources.trl,
      },
      axolotl: {
        meaning: () => l10n.t("Learned where roles_to_train names it."),
        source: sources.axolotl,
      },
    },
  },
  "role=tool": {
    meaning: () => l10n.t("What a called tool has answered; tool_call_id says which call it was."),
    source: sources.openaiSchema,
  },
  "role=function": {
    meaning: () => l10n.t("What a called function has answered; its name is in name. Deprecated."),
    source: sources.openaiSchema,
  },
  content: {
    meaning: () =>
      l10n.t(
        "What is said: a text, or a list of parts. An assistant's may be null or missing where it calls a tool.",
      ),
    source: sources.openaiSchema,
    targets: {
      cookbook: {
        meaning: () =>
          l10n.t("These checks want a text that is not empty, unless there is a function_call."),
        source: sources.cookbook,
      },
      together: {
        meaning: () =>
          l10n.t("Up to 10 images, each up to 10 MB as base64, in user messages only."),
        source: sources.together,
      },
    },
  },
  name: {
    meaning: () => l10n.t("Tells speakers of one role apart: 1 to 64 letters, digits, - or _."),
    source: sources.openaiSchema,
  },
  weight: {
    meaning: () =>
      l10n.t("Whether an assistant's answer is learned: 1, as without it, or 0 for context only."),
    source: sources.openai,
    targets: {
      axolotl: {
        meaning: () =>
          l10n.t("What is learned is set by roles_to_train and message_field_training."),
        source: sources.axolotl,
      },
    },
  },
  refusal: {
    meaning: () => l10n.t("The words with which an assistant refuses, in place of content."),
    source: sources.openaiSchema,
  },
  audio: {
    meaning: () =>
      l10n.t("A spoken answer, as the chat API has it. No fine-tuning is known to learn from it."),
    source: sources.openaiSchema,
  },
  tool_calls: {
    meaning: () =>
      l10n.t("The tools that an assistant calls, each with an id, a name and arguments."),
    source: sources.openaiSchema,
    targets: { trl: objects, unsloth: objects },
  },
  "tool_calls.*.id": {
    meaning: () =>
      l10n.t("The name of this call, which the tool's message repeats in tool_call_id."),
    source: sources.openaiSchema,
  },
  "tool_calls.*.type": {
    meaning: () => l10n.t('The kind of tool: always "function".'),
    source: sources.openaiSchema,
  },
  "tool_calls.*.function": {
    meaning: () => l10n.t("Which function is called, and with what."),
    source: sources.openaiSchema,
  },
  "tool_calls.*.function.name": {
    meaning: () => l10n.t("The name of a function that tools declares."),
    source: sources.openaiSchema,
  },
  "tool_calls.*.function.arguments": {
    meaning: () => l10n.t("The arguments of the call, as a text that holds a JSON object."),
    source: sources.openaiSchema,
    targets: { trl: objects, unsloth: objects },
  },
  tool_call_id: {
    meaning: () => l10n.t("In a tool's message: the id of the call that it answers."),
    source: sources.openaiSchema,
  },
  function_call: {
    meaning: () => l10n.t("What tool_calls were before: one call. Deprecated."),
    source: sources.openaiSchema,
  },
  "function_call.name": {
    meaning: () => l10n.t("The name of the function that is called."),
    source: sources.openaiSchema,
  },
  "function_call.arguments": {
    meaning: () => l10n.t("The arguments of the call, as a text that holds a JSON object."),
    source: sources.openaiSchema,
  },
};
