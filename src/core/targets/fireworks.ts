import type { Target } from "./target.js";
import { undemanding } from "./target.js";

/** Fireworks AI (docs.fireworks.ai/fine-tuning): supervised, preferences, reinforcement. */
export const fireworks: Target = {
  ...undemanding,
  id: "fireworks",
  title: "Fireworks AI",
  description: "Fine-tuning of open models at Fireworks AI.",
  formats: ["chat", "preference-openai", "reinforcement"],
  defaultFor: [],
  leastRecords: 3,
  mostRecords: 3_000_000,
  severities: { ...undemanding.severities, "system-not-first": "error" },
};
