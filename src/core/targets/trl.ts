import type { Target } from "./target.js";
import { undemanding } from "./target.js";

/** Hugging Face TRL (docs/source/dataset_formats.md, version 1.10). */
export const trl: Target = {
  ...undemanding,
  id: "trl",
  title: "TRL",
  description: "Hugging Face's trainers for supervised tuning and for preferences.",
  formats: [
    "chat",
    "text",
    "prompt-completion",
    "prompt-completion-messages",
    "preference-trl",
    "unpaired-preference",
  ],
  defaultFor: ["text", "prompt-completion-messages", "preference-trl", "unpaired-preference"],
  readsImageFiles: true,
  severities: { ...undemanding.severities, "message-name-form": "off", "developer-role": "off" },
};
