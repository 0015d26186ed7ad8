import type { Target } from "./target.js";
import { undemanding } from "./target.js";

/**
 * OpenAI's Batch API: no training, but files of the same kind with faults of the same kind. Limits:
 * developers.openai.com/api/docs/guides/batch.
 */
export const openaiBatch: Target = {
  ...undemanding,
  id: "openai-batch",
  title: "OpenAI Batch",
  description: "Files of requests for OpenAI's Batch API and services that follow it.",
  formats: ["batch-request"],
  defaultFor: ["batch-request"],
  mostRecords: 50_000,
  largestFileBytes: 200 * 1024 ** 2,
};
