import * as l10n from "@vscode/l10n";
import type { FieldNotes } from "./field-note.js";
import { sources } from "./field-note.js";
import { messageNotes } from "./messages.js";

/** Pairs of answers as OpenAI, Azure, Together and Fireworks take them. */
export const preferenceOpenaiNotes: FieldNotes = {
  input: {
    meaning: () => l10n.t("What was asked: the messages, and the tools where there are any."),
    source: sources.openaiPreference,
  },
  "input.messages": {
    meaning: () => l10n.t("The conversation up to the answer that is judged."),
    source: sources.openaiPreference,
    targets: {
      together: {
        meaning: () => l10n.t("May not end with the assistant."),
        source: sources.together,
      },
    },
  },
  "input.tools": {
    meaning: () => l10n.t("The functions that the model may call, each with its JSON Schema."),
    source: sources.openaiPreference,
  },
  "input.parallel_tool_calls": {
    meaning: () =>
      l10n.t("Whether an answer may call several tools at once. True or false; may be left out."),
    source: sources.openaiPreference,
  },
  preferred_output: {
    meaning: () => l10n.t("The better answer: a list with one assistant message."),
    source: sources.openaiPreference,
  },
  non_preferred_output: {
    meaning: () =>
      l10n.t(
        "The worse answer, which the model learns to avoid: a list with one assistant message.",
      ),
    source: sources.openaiPreference,
  },
  ...messageNotes("input.messages"),
  ...messageNotes("preferred_output"),
  ...messageNotes("non_preferred_output"),
};

/** Questions for a grader. */
export const reinforcementNotes: FieldNotes = {
  messages: {
    meaning: () =>
      l10n.t(
        "The conversation up to the answer that the model tries itself; it ends with the user.",
      ),
    source: sources.openaiSchema,
  },
  tools: {
    meaning: () => l10n.t("The functions that the model may call, each with its JSON Schema."),
    source: sources.openaiSchema,
  },
  "*": {
    meaning: () =>
      l10n.t("A field of your own, for the grader: it is there as {0}.", "`{{ item.… }}`"),
    source: sources.openaiSchema,
  },
  reference_answer: {
    meaning: () => l10n.t("What the grader compares the model's answer with."),
    source: sources.bedrock,
  },
  ...messageNotes("messages"),
};

/** Requests for a batch interface. */
export const batchRequestNotes: FieldNotes = {
  custom_id: {
    meaning: () =>
      l10n.t(
        "A name of your own for the request, which its answer carries. No two may be the same.",
      ),
    source: sources.openaiSchema,
  },
  method: {
    meaning: () => l10n.t("The HTTP method: always POST."),
    source: sources.openaiSchema,
  },
  url: {
    meaning: () => l10n.t("The path of the interface that is asked, such as {0}.", "/v1/responses"),
    source: sources.openaiSchema,
  },
  body: {
    meaning: () => l10n.t("The request itself, as it would be sent alone."),
    source: sources.openaiSchema,
  },
  "body.model": {
    meaning: () => l10n.t("The model that answers; a batch asks one model only."),
    source: sources.openaiSchema,
  },
  "body.messages": {
    meaning: () => l10n.t("The conversation that is to be answered, at /v1/chat/completions."),
    source: sources.openaiSchema,
  },
  ...messageNotes("body.messages"),
  "body.prompt": {
    meaning: () => l10n.t("The text that is to be continued, at /v1/completions."),
    source: sources.openaiSchema,
  },
  "body.input": {
    meaning: () =>
      l10n.t("What is to be answered or embedded, at /v1/responses and /v1/embeddings."),
    source: sources.openaiSchema,
  },
  "body.tools": {
    meaning: () => l10n.t("The functions that the model may call, each with its JSON Schema."),
    source: sources.openaiSchema,
  },
};

/** Rows of OpenAI's evaluations. */
export const evaluationNotes: FieldNotes = {
  item: {
    meaning: () =>
      l10n.t("What is evaluated, with the fields that the schema of the evaluation names."),
    source: sources.openaiSchema,
  },
  sample: {
    meaning: () => l10n.t("What a model has answered to the item, where it is known already."),
    source: sources.openaiSchema,
  },
};

/** Conversations for Gemini. */
export const geminiNotes: FieldNotes = {
  contents: {
    meaning: () => l10n.t("The conversation; the answers of the model are learned."),
    source: sources.vertex,
  },
  systemInstruction: {
    meaning: () =>
      l10n.t("What the model is told before the conversation begins, as an object with parts."),
    source: sources.vertex,
  },
  tools: {
    meaning: () => l10n.t("The functions that the model may call."),
    source: sources.vertex,
  },
  generationConfig: {
    meaning: () => l10n.t("Settings of the model, as a request to it has them."),
    source: sources.vertex,
  },
  "contents.*.role": {
    meaning: () => l10n.t("Who speaks: user or model."),
    source: sources.vertex,
  },
  "contents.*.role=user": {
    meaning: () => l10n.t("What the model is asked. Not learned."),
    source: sources.vertex,
  },
  "contents.*.role=model": {
    meaning: () => l10n.t("An answer of the model, which is learned."),
    source: sources.vertex,
  },
  "contents.*.parts": {
    meaning: () => l10n.t("What is said: objects with a text, or with a file's address and type."),
    source: sources.vertex,
  },
};

/** Conversations for Amazon Bedrock. */
export const bedrockConversationNotes: FieldNotes = {
  schemaVersion: {
    meaning: () => l10n.t("Always {0}.", '"bedrock-conversation-2024"'),
    source: sources.bedrock,
  },
  system: {
    meaning: () =>
      l10n.t("What the model is told before the conversation begins: a list of texts."),
    source: sources.bedrock,
  },
  messages: {
    meaning: () => l10n.t("The conversation between user and assistant."),
    source: sources.bedrock,
  },
  toolConfig: {
    meaning: () => l10n.t("The tools that the model may call."),
    source: sources.bedrock,
  },
  "messages.*.role": {
    meaning: () => l10n.t("Who speaks: user or assistant."),
    source: sources.bedrock,
  },
  "messages.*.content": {
    meaning: () => l10n.t("What is said: a list of objects, each with a text."),
    source: sources.bedrock,
  },
};

/** Conversations for Cohere. */
export const cohereChatNotes: FieldNotes = {
  messages: {
    meaning: () => l10n.t("The conversation, in the roles that Cohere had."),
    source: sources.cohere,
  },
  "messages.*.role": {
    meaning: () => l10n.t("Who speaks: System, User or Chatbot."),
    source: sources.cohere,
  },
  "messages.*.content": { meaning: () => l10n.t("What is said: a text."), source: sources.cohere },
};
