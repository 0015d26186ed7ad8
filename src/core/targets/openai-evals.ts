import type { Target } from "./target.js";
import { undemanding } from "./target.js";

/**
 * OpenAI's evaluations, of which only Microsoft Foundry's copy stays: the shape of the rows is in
 * openai-node (resources/evals/runs, `item` and `sample`).
 */
export const openaiEvals: Target = {
  ...undemanding,
  id: "openai-evals",
  title: "OpenAI Evals",
  description: "Rows for evaluations of OpenAI and of services that follow it.",
  formats: ["evaluation"],
  defaultFor: ["evaluation"],
  closing: { on: "2026-10-31", source: "https://developers.openai.com/api/docs/deprecations" },
};
