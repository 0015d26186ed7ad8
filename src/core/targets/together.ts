import type { Target } from "./target.js";
import { undemanding } from "./target.js";

/**
 * Together AI (docs.together.ai/docs/fine-tuning-data-preparation). Its first checker, in
 * together-python's `files check`, refused records with other columns than the format's.
 */
export const together: Target = {
  ...undemanding,
  id: "together",
  title: "Together AI",
  description: "Fine-tuning of open models at Together AI.",
  formats: ["chat", "prompt-completion", "text", "preference-openai"],
  defaultFor: [],
  leastRecords: 1,
  largestFileBytes: 100 * 1024 ** 3,
  refusesUnknownFields: "at-top",
  // The weight of a whole record.
  ownFields: ["weight"],
  severities: { ...undemanding.severities, "unknown-field": "error", "role-order": "error" },
};
