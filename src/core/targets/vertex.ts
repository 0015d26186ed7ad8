import type { Target } from "./target.js";
import { undemanding } from "./target.js";

/**
 * Gemini on Vertex AI (cloud.google.com/vertex-ai/generative-ai/docs/models/gemini-supervised-tuning).
 * 100 records and more are advised, not asked for.
 */
export const vertex: Target = {
  ...undemanding,
  id: "vertex",
  title: "Vertex AI",
  description: "Supervised tuning of Gemini models at Google.",
  formats: ["gemini"],
  defaultFor: ["gemini"],
  mostRecords: 1_000_000,
  largestFileBytes: 1024 ** 3,
  longestRecordTokens: 131_072,
};
