import type { Target } from "./target.js";
import { undemanding, usualImages, usualPartTypes } from "./target.js";

/**
 * Azure OpenAI, now a part of Microsoft Foundry: the same files as OpenAI, with a byte order mark
 * or without. It goes on when OpenAI stops: training of gpt-4.1 ends on 2027-04-14 at the earliest,
 * and open models stay (MicrosoftDocs/azure-ai-docs, table of retirements, 2026-08).
 */
export const azure: Target = {
  ...undemanding,
  id: "azure",
  title: "Azure OpenAI",
  description: "Fine-tuning in Microsoft Foundry, of OpenAI's models and open ones.",
  formats: ["chat", "preference-openai", "reinforcement"],
  defaultFor: ["reinforcement"],
  leastRecords: 10,
  largestFileBytes: 512 * 1024 * 1024,
  formatLimits: { reinforcement: { mostRecords: 50_000 } },
  images: usualImages,
  partTypes: usualPartTypes,
  severities: {
    ...undemanding.severities,
    "last-message-not-assistant": "error",
    "role-order": "error",
    "empty-content": "error",
    "image-not-from-user": "error",
  },
  refusals: { "role-order": "contains invalid schema (20)" },
  takesArgumentsAsText: true,
  toolCallFields: ["id", "type", "function"],
};
