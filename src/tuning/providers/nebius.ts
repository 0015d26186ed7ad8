import { openaiClient } from "../openai-shaped/openai-client.js";
import type { HyperparameterOffer, MethodOffer, Provider } from "../provider.js";
import { providerTitles } from "../provider-titles.js";
import { batchSize, epochs } from "./openai-methods.js";

// As in Nebius' reference (docs.tokenfactory.nebius.com/api-reference/fine-tuning): it names no
// ranges, and says itself what it refuses.

const learningRate: HyperparameterOffer = {
  name: "learning_rate",
  title: "Learning rate",
  meaning:
    "How large the steps are, such as 0.00001. Smaller ones may keep the model from overfitting.",
  least: 1e-8,
  most: 1,
  isWhole: false,
  usual: "auto",
};

const loraRank: HyperparameterOffer = {
  name: "lora_r",
  title: "Rank of the adapter (LoRA)",
  meaning:
    "With a rank, such as 8, a small adapter is trained beside the model; without one, all of the model.",
  least: 1,
  most: 1024,
  isWhole: true,
  usual: "auto",
};

const supervised: MethodOffer = {
  id: "supervised",
  hyperparameters: [epochs, batchSize, learningRate, loraRank],
};

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
  refusedMethods: {
    dpo: "Nebius takes conversations and pairs of prompt and completion only.",
    reinforcement:
      "Nebius takes conversations and pairs of prompt and completion only; Azure OpenAI has it.",
  },
  canPause: false,
  canContinue: false,
  pollMs: { least: 3_000, most: 60_000 },
  // Its requests have no metadata; its jobs say the suffix back.
  marksJobsBy: "suffix",
  connect: (connection) => openaiClient(nebius, connection),
};
