import * as l10n from "@vscode/l10n";
import type { FieldNotes, Note } from "./field-note.js";
import { sources } from "./field-note.js";
import { messageNotes } from "./messages.js";

const onlyCompletionLearned: Note = {
  meaning: () => l10n.t("Only the completion is learned, unless completion_only_loss is off."),
  source: sources.trl,
};

/** Classic pairs. */
export const promptCompletionNotes: FieldNotes = {
  prompt: {
    meaning: () => l10n.t("What the model is given."),
    source: sources.legacy,
    targets: {
      "legacy-completions": {
        meaning: () =>
          l10n.t(
            "Ends with a separator that comes up nowhere else, so that the model knows where its answer begins.",
          ),
        source: sources.legacy,
      },
      trl: onlyCompletionLearned,
      unsloth: onlyCompletionLearned,
    },
  },
  completion: {
    meaning: () => l10n.t("What the model is to answer."),
    source: sources.legacy,
    targets: {
      "legacy-completions": {
        meaning: () =>
          l10n.t(
            "Starts with a space, as most words do for the tokenizer, and ends with a stop sequence where it is longer than a label.",
          ),
        source: sources.legacy,
      },
      trl: onlyCompletionLearned,
      unsloth: onlyCompletionLearned,
    },
  },
};

const tools: FieldNotes[string] = {
  meaning: () => l10n.t("The JSON Schemas of the functions that the model may call."),
  source: sources.trl,
};

const images: FieldNotes[string] = {
  meaning: () => l10n.t("The images that the messages have places for."),
  source: sources.trl,
};

/** TRL's pairs of lists of messages. */
export const promptCompletionMessagesNotes: FieldNotes = {
  prompt: {
    meaning: () => l10n.t("The messages that the model is given."),
    source: sources.trl,
  },
  completion: {
    meaning: () => l10n.t("The messages that it is to answer with; only they are learned."),
    source: sources.trl,
  },
  tools,
  images,
  chat_template_kwargs: {
    meaning: () => l10n.t("Further values for the chat template, for this record alone."),
    source: sources.trl,
  },
  ...messageNotes("prompt"),
  ...messageNotes("completion"),
};

/** Text to continue training on. */
export const textNotes: FieldNotes = {
  text: {
    meaning: () => l10n.t("A text that is learned as a whole, prompt and answer alike."),
    source: sources.trl,
  },
};

/** TRL's pairs of answers. */
export const preferenceTrlNotes: FieldNotes = {
  prompt: {
    meaning: () =>
      l10n.t("What was asked: a text or messages. Without it both answers begin with it."),
    source: sources.trl,
  },
  chosen: {
    meaning: () => l10n.t("The better answer, of the same kind as the prompt."),
    source: sources.trl,
  },
  rejected: {
    meaning: () => l10n.t("The worse answer, which the model learns to avoid."),
    source: sources.trl,
  },
  tools,
  images,
  ...messageNotes("prompt"),
  ...messageNotes("chosen"),
  ...messageNotes("rejected"),
};

/** TRL's answers that are judged one by one. */
export const unpairedPreferenceNotes: FieldNotes = {
  prompt: { meaning: () => l10n.t("What was asked: a text or messages."), source: sources.trl },
  completion: { meaning: () => l10n.t("The answer that is judged."), source: sources.trl },
  label: {
    meaning: () => l10n.t("Whether the answer is a good one: true, or false for one to avoid."),
    source: sources.trl,
    targets: {
      "llama-factory": {
        meaning: () => l10n.t("The column that dataset_info.json names as kto_tag."),
        source: sources.llamaFactory,
      },
    },
  },
  tools,
  ...messageNotes("prompt"),
  ...messageNotes("completion"),
};
