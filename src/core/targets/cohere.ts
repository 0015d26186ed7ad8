import type { Target } from "./target.js";
import { undemanding } from "./target.js";

/** Cohere's fine-tuning, which has ended. */
export const cohere: Target = {
  ...undemanding,
  id: "cohere",
  title: "Cohere",
  description: "Cohere's fine-tuning of chat models, which ended in 2025.",
  formats: ["cohere-chat"],
  defaultFor: ["cohere-chat"],
  leastRecords: 2,
  closing: { on: "2025-09-15", source: "https://docs.cohere.com/docs/deprecations" },
};
