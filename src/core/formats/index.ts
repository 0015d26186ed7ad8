import type { JsonObject } from "../json/json-node.js";
import { alpaca } from "./alpaca.js";
import { batchRequest } from "./batch-request.js";
import { bedrockConversation } from "./bedrock-conversation.js";
import { chat } from "./chat.js";
import { cohereChat } from "./cohere-chat.js";
import { evaluation } from "./evaluation.js";
import type { Format, FormatId } from "./format.js";
import { gemini } from "./gemini.js";
import { preferenceLlamaFactory } from "./preference-llama-factory.js";
import { preferenceOpenai } from "./preference-openai.js";
import { preferenceTrl } from "./preference-trl.js";
import { promptCompletion } from "./prompt-completion.js";
import { promptCompletionMessages } from "./prompt-completion-messages.js";
import { reinforcement } from "./reinforcement.js";
import { segments } from "./segments.js";
import { sharegpt } from "./sharegpt.js";
import { text } from "./text.js";
import { unpairedPreference } from "./unpaired-preference.js";

/** Every format by its id, in the order in which they are tried: the more special before the more general. */
export const formatTable = {
  "batch-request": batchRequest,
  "preference-openai": preferenceOpenai,
  "preference-llama-factory": preferenceLlamaFactory,
  "preference-trl": preferenceTrl,
  "unpaired-preference": unpairedPreference,
  "prompt-completion-messages": promptCompletionMessages,
  "prompt-completion": promptCompletion,
  "bedrock-conversation": bedrockConversation,
  "cohere-chat": cohereChat,
  reinforcement,
  chat,
  sharegpt,
  gemini,
  alpaca,
  segments,
  evaluation,
  text,
};

/** Every format, in the order of the table. */
export const formats: readonly Format[] = Object.values(formatTable);

/** The formats whose records hold conversations of messages with role and content. */
export const formatsWithMessages: readonly FormatId[] = formats
  .filter(({ conversations }) => conversations !== undefined)
  .map(({ id }) => id);

/** Whether a record that stands in a dataset of `format` is plainly of another format. */
export function isOfOtherFormat(record: JsonObject, format: Format): boolean {
  if (format.matches(record) || format.adopts?.(record) === true) return false;
  return formats.some((other) => other !== format && other.matches(record));
}
