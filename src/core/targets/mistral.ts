import type { Target } from "./target.js";
import { undemanding } from "./target.js";

/**
 * Mistral's API, which files its endpoints for this under "deprecated" without a date
 * (mistralai/platform-docs-public). A limit of 512 MB is told of, but not by Mistral. What it
 * refuses: mistral-finetune's utils/validate_data.py with mistral-common's validator V3, which lets
 * several messages of the user or the assistant follow each other.
 */
export const mistral: Target = {
  ...undemanding,
  id: "mistral",
  title: "Mistral AI",
  description: "Fine-tuning of Mistral's models through their API, which is deprecated.",
  formats: ["chat"],
  defaultFor: [],
  severities: {
    ...undemanding.severities,
    "byte-order-mark": "error",
    "role-order": "error",
    "last-message-not-assistant": "error",
    "blank-line": "error",
    "tool-call-id-form": "error",
    "developer-role": "error",
  },
  takesArgumentsAsText: true,
  toolCallFields: ["id", "function"],
  mayRepeatTurns: true,
  refusedRoles: ["function"],
};
