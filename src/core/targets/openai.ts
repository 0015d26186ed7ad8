import type { Target } from "./target.js";

/** OpenAI's supervised fine-tuning of chat models. */
export const openai: Target = {
  id: "openai",
  title: "OpenAI",
  description: "OpenAI's supervised fine-tuning of chat models.",
  formats: ["chat"],
  defaultFor: ["chat"],
  completionStartsWithSpace: false,
  needsSeparator: false,
  leastRecords: 10,
  refusesUnknownFields: true,
  severities: { "completion-leading-space": "off", "unknown-field": "error" },
};
