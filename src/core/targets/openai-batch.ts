import type { Target } from "./target.js";
import { undemanding } from "./target.js";

/** OpenAI's Batch API: no training, but files of the same kind with faults of the same kind. */
export const openaiBatch: Target = {
  ...undemanding,
  id: "openai-batch",
  title: "OpenAI Batch",
  description: "Files of requests for OpenAI's Batch API and services that follow it.",
  formats: ["batch-request"],
  defaultFor: ["batch-request"],
};
