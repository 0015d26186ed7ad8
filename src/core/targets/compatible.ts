import type { Target } from "./target.js";
import { undemanding } from "./target.js";

/**
 * Any service with OpenAI's routes. What it takes is not known here: it says itself what it refuses,
 * so nothing is asked but that the records are of a form that such services read.
 */
export const compatible: Target = {
  ...undemanding,
  id: "compatible",
  title: "OpenAI-compatible service",
  description: "Any service with OpenAI's routes for tuning; it says itself what it refuses.",
  formats: ["chat", "prompt-completion", "preference-openai", "reinforcement"],
  defaultFor: [],
};
