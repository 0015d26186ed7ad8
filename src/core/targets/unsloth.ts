import { trl } from "./trl.js";
import type { Target } from "./target.js";
import { undemanding } from "./target.js";

/** Unsloth, which trains with TRL's trainers and so reads what they read. */
export const unsloth: Target = {
  ...undemanding,
  id: "unsloth",
  title: "Unsloth",
  description: "Faster training on one machine, with TRL's trainers.",
  formats: trl.formats,
  defaultFor: [],
  readsImageFiles: true,
  severities: { ...undemanding.severities, "message-name-form": "off", "developer-role": "off" },
};
