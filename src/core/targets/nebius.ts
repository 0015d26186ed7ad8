import type { Target } from "./target.js";
import { undemanding } from "./target.js";

/** Nebius Token Factory (docs.tokenfactory.nebius.com). */
export const nebius: Target = {
  ...undemanding,
  id: "nebius",
  title: "Nebius Token Factory",
  description: "Fine-tuning of open models at Nebius.",
  formats: ["chat", "prompt-completion"],
  defaultFor: [],
  largestFileBytes: 5 * 1024 ** 3,
};
