import { openaiClient } from "../openai-shaped/openai-client.js";
import type { Provider } from "../provider.js";
import { providerTitles } from "../provider-titles.js";
import { dpo, reinforcement, supervised } from "./openai-methods.js";

/** Azure OpenAI in Microsoft Foundry, through its routes that are OpenAI's. */
export const azure: Provider = {
  id: "azure",
  title: providerTitles.azure,
  description:
    "Your own resource in Microsoft Foundry. Training and validation files are sent to that resource.",
  target: "azure",
  endpoint: {
    kind: "own",
    variable: "AZURE_OPENAI_ENDPOINT",
    example: "https://my-resource.openai.azure.com/openai/v1",
  },
  authentication: { kind: "key", variable: "AZURE_OPENAI_API_KEY" },
  methods: [supervised, dpo, reinforcement],
  canPause: true,
  canContinue: true,
  pollMs: { least: 3_000, most: 60_000 },
  // Its schema has no metadata: the suffix carries the run's mark.
  marksJobsBy: "suffix",
  connect: (connection) => openaiClient(azure, connection),
};
