import { openaiClient } from "../openai-shaped/openai-client.js";
import type { Provider } from "../provider.js";
import { providerTitles } from "../provider-titles.js";
import { dpo, reinforcement, supervised } from "./openai-methods.js";

/** Any other service with OpenAI's routes. */
export const compatible: Provider = {
  id: "compatible",
  title: providerTitles.compatible,
  description:
    "Any service that has OpenAI's routes for tuning. Training and validation files are sent to the address that you name.",
  target: "compatible",
  mayChooseTarget: true,
  endpoint: {
    kind: "own",
    variable: "OPENAI_BASE_URL",
    example: "https://tuning.example.com/v1",
  },
  authentication: { kind: "key", variable: "OPENAI_API_KEY" },
  methods: [supervised, dpo, reinforcement],
  canPause: true,
  canContinue: true,
  pollMs: { least: 3_000, most: 60_000 },
  marksJobsBy: "metadata",
  connect: (connection) => openaiClient(compatible, connection),
};
