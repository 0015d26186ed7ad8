import * as l10n from "@vscode/l10n";
import type { FieldNote, FieldNotes } from "./field-note.js";
import { sources } from "./field-note.js";

const system: FieldNote = {
  meaning: () => l10n.t("What the model is told before the conversation begins."),
  source: sources.llamaFactory,
};

const tools: FieldNote = {
  meaning: () => l10n.t("A description of the tools that the model may call."),
  source: sources.llamaFactory,
};

/** LLaMA-Factory's lists of files, each with a tag in the texts. */
function files(tag: string): FieldNote {
  return {
    meaning: () => l10n.t("Files, as many as there are {0} tags in the texts.", `\`${tag}\``),
    source: sources.llamaFactory,
  };
}

const history: FieldNote = {
  meaning: () =>
    l10n.t(
      "Earlier turns, as a list of pairs: an instruction and its answer, which is learned too.",
    ),
  source: sources.llamaFactory,
};

const instruction: FieldNote = {
  meaning: () => l10n.t("What the model is to do."),
  source: sources.llamaFactory,
};

const input: FieldNote = {
  meaning: () =>
    l10n.t("What it is to do it with. The two are joined by a line break; empty where not needed."),
  source: sources.llamaFactory,
};

/** Alpaca's instructions. */
export const alpacaNotes: FieldNotes = {
  instruction,
  input: {
    ...input,
    targets: {
      axolotl: {
        meaning: () => l10n.t("The prompt's wording depends on whether there is an input."),
        source: sources.axolotl,
      },
    },
  },
  output: { meaning: () => l10n.t("What it is to answer."), source: sources.llamaFactory },
  system,
  history,
  images: files("<image>"),
};

const from: FieldNote = {
  meaning: () => l10n.t("Who speaks: human, gpt, function_call, observation or system."),
  source: sources.llamaFactory,
  targets: {
    axolotl: {
      meaning: () => l10n.t("The names are mapped to roles in the configuration."),
      source: sources.axolotl,
    },
  },
};

const value: FieldNote = {
  meaning: () => l10n.t("What is said: a text."),
  source: sources.llamaFactory,
};

/** ShareGPT's conversations. */
export const sharegptNotes: FieldNotes = {
  conversations: {
    meaning: () =>
      l10n.t(
        "The conversation: human and observation at odd places, gpt and function_call at even ones.",
      ),
    source: sources.llamaFactory,
    targets: {
      axolotl: {
        meaning: () => l10n.t("Read by mapping its fields in the configuration."),
        source: sources.axolotl,
      },
    },
  },
  "conversations.*.from": from,
  "conversations.*.from=human": {
    meaning: () => l10n.t("What the model is asked. Not learned."),
    source: sources.llamaFactory,
  },
  "conversations.*.from=gpt": {
    meaning: () => l10n.t("An answer of the model, which is learned."),
    source: sources.llamaFactory,
  },
  "conversations.*.from=function_call": {
    meaning: () => l10n.t("A call of a tool by the model, which is learned."),
    source: sources.llamaFactory,
  },
  "conversations.*.from=observation": {
    meaning: () => l10n.t("What a called tool has answered. Not learned."),
    source: sources.llamaFactory,
  },
  "conversations.*.from=system": system,
  "conversations.*.value": value,
  system,
  tools,
  images: files("<image>"),
  videos: files("<video>"),
  audios: files("<audio>"),
};

/** LLaMA-Factory's pairs of answers. */
export const preferenceLlamaFactoryNotes: FieldNotes = {
  conversations: {
    meaning: () => l10n.t("The conversation up to the answer that is judged."),
    source: sources.llamaFactory,
  },
  "conversations.*.from": from,
  "conversations.*.value": value,
  messages: {
    meaning: () =>
      l10n.t("The conversation up to the answer that is judged, with role and content."),
    source: sources.llamaFactory,
  },
  instruction,
  input,
  system,
  history,
  tools,
  images: files("<image>"),
  chosen: {
    meaning: () => l10n.t("The better answer: a turn, or a text beside an instruction."),
    source: sources.llamaFactory,
  },
  rejected: {
    meaning: () => l10n.t("The worse answer, which the model learns to avoid."),
    source: sources.llamaFactory,
  },
};

/** Axolotl's pieces without a template. */
export const segmentsNotes: FieldNotes = {
  segments: {
    meaning: () => l10n.t("The text in pieces, joined as they are: no template adds anything."),
    source: sources.axolotl,
  },
  "segments.*.label": {
    meaning: () => l10n.t("Whether this piece is learned."),
    source: sources.axolotl,
  },
  "segments.*.text": {
    meaning: () => l10n.t("The piece, with all its blanks and line breaks."),
    source: sources.axolotl,
  },
};
