import { openaiClient } from "../openai-shaped/openai-client.js";
import type { Provider } from "../provider.js";
import { providerTitles } from "../provider-titles.js";
import { supervised } from "./openai-methods.js";

/** Nebius Token Factory. */
export const nebius: Provider = {
  id: "nebius",
  title: providerTitles.nebius,
  description:
    "Tunes open models behind OpenAI's routes. Training and validation files are sent to Nebius.",
  target: "nebius",
  endpoint: { kind: "fixed", url: "https://api.tokenfactory.nebius.com/v1" },
  authentication: { kind: "key", variable: "NEBIUS_API_KEY" },
  methods: [supervised],
  canPause: false,
  canContinue: false,
  pollMs: { least: 3_000, most: 60_000 },
  marksJobsBy: "suffix",
  connect: (connection) => openaiClient(nebius, connection),
};
