import type { Target } from "./target.js";
import { undemanding } from "./target.js";

/**
 * LLaMA-Factory (data/README.md, 2026-08). Its `dataset_info.json` maps columns, so pairs count as
 * instructions, and a label as its `kto_tag`.
 */
export const llamaFactory: Target = {
  ...undemanding,
  id: "llama-factory",
  title: "LLaMA-Factory",
  description: "Training of open models from the command line or a web page.",
  formats: [
    "alpaca",
    "sharegpt",
    "chat",
    "text",
    "prompt-completion",
    "preference-llama-factory",
    "preference-trl",
    "unpaired-preference",
  ],
  defaultFor: ["alpaca", "sharegpt", "preference-llama-factory"],
  readsImageFiles: true,
  severities: {
    ...undemanding.severities,
    "message-name-form": "off",
    "developer-role": "off",
    "role-order": "error",
    "image-tags-differ": "error",
  },
};
