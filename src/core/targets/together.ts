import type { Target } from "./target.js";
import { undemanding, usualImages } from "./target.js";

/**
 * Together AI (docs.together.ai/docs/fine-tuning-data-preparation; together-py's `files check` of
 * 2026). The check refuses records with other columns than the format's, lines without a record and
 * arguments that are no text. Until 2025 it wanted turns, too: chat templates of models still do.
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
  images: { ...usualImages, mustBeInline: true },
  refusesUnknownFields: "at-top",
  // The weight of a whole record.
  ownFields: ["weight"],
  severities: {
    ...undemanding.severities,
    "byte-order-mark": "error",
    "unknown-field": "error",
    "blank-line": "error",
    "role-order": "warning",
    "developer-role": "error",
    "image-not-from-user": "error",
    "preference-input-answered": "error",
  },
  takesArgumentsAsText: true,
  refusedRoles: ["function"],
  toolCallFields: ["type", "function"],
};
