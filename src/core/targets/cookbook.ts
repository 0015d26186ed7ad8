import type { Target } from "./target.js";
import { undemanding } from "./target.js";

/**
 * The checks of OpenAI's cookbook (Chat_finetuning_data_prep.ipynb, commit b774cbf): strict, and
 * older than tools, pictures and the role developer (openai-cookbook#1549).
 */
export const cookbook: Target = {
  ...undemanding,
  id: "cookbook",
  title: "OpenAI cookbook",
  description: "The checks of OpenAI's cookbook, stricter than the service itself.",
  formats: ["chat"],
  defaultFor: [],
  // Longer examples are counted as over the limit.
  longestRecordTokens: 16_385,
  strictMessages: {
    fields: ["role", "content", "name", "function_call", "weight"],
    roles: ["system", "user", "assistant", "function"],
  },
  severities: {
    ...undemanding.severities,
    "byte-order-mark": "error",
    "empty-content": "error",
    "no-assistant-message": "error",
    "cookbook-only": "error",
    "blank-line": "error",
    "developer-role": "off",
  },
};
