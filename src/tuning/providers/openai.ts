import { openaiClient } from "../openai-shaped/openai-client.js";
import type { Provider } from "../provider.js";
import { providerTitles } from "../provider-titles.js";
import { dpo, supervised } from "./openai-methods.js";

/** OpenAI's own service. */
export const openai: Provider = {
  id: "openai",
  title: providerTitles.openai,
  description:
    "OpenAI's service, for accounts that have tuned there lately, until 6 January 2027. Training and validation files are sent to OpenAI.",
  target: "openai",
  endpoint: { kind: "fixed", url: "https://api.openai.com/v1" },
  authentication: { kind: "key", variable: "OPENAI_API_KEY" },
  methods: [supervised, dpo],
  refusedMethods: {
    reinforcement:
      "OpenAI shut down o4-mini, its only model for reinforcement, on 23 October 2026; Azure OpenAI still has it.",
  },
  canPause: true,
  canContinue: true,
  pollMs: { least: 3_000, most: 60_000 },
  marksJobsBy: "metadata",
  connect: (connection) => openaiClient(openai, connection),
};
