import type { Target } from "./target.js";
import { usualImages, usualPartTypes } from "./target.js";

/**
 * OpenAI's fine-tuning of chat models: supervised and by preferences. Reinforcement fine-tuning
 * ended with the last model for it, o4-mini, on 2026-10-23.
 *
 * Limits: developers.openai.com/api/docs/guides/supervised-fine-tuning. Texts: what the service has
 * answered, as quoted in public threads.
 */
export const openai: Target = {
  id: "openai",
  title: "OpenAI",
  description: "OpenAI's fine-tuning of chat models, for organisations that still may use it.",
  formats: ["chat", "preference-openai"],
  defaultFor: ["chat", "preference-openai"],
  completionStartsWithSpace: false,
  takesArgumentsAsText: true,
  toolCallFields: ["id", "type", "function"],
  needsSeparator: false,
  leastRecords: 10,
  largestFileBytes: 512 * 1024 * 1024,
  longestRecordTokens: 65_536,
  encoding: "o200k_base",
  images: usualImages,
  partTypes: usualPartTypes,
  refusesUnknownFields: "everywhere",
  severities: {
    "completion-leading-space": "off",
    "unknown-field": "error",
    "image-not-from-user": "error",
  },
  refusals: {
    "too-few-records": "Training file has {0} example(s), but must have at least {1} examples",
    "format-not-accepted":
      "Unexpected file format, expected either prompt/completion pairs or chat messages.",
  },
  closing: { on: "2027-01-06", source: "https://developers.openai.com/api/docs/deprecations" },
};
