import type { HyperparameterOffer, MethodOffer } from "../provider.js";

// Ranges after the schema of OpenAI's API (`CreateFineTuningJobRequest`, August 2026).

const epochs: HyperparameterOffer = {
  name: "n_epochs",
  title: "Epochs",
  meaning: "How often the model goes through all records. More fit the data closer, and cost more.",
  least: 1,
  most: 50,
  isWhole: true,
  usual: "auto",
};

const batchSize: HyperparameterOffer = {
  name: "batch_size",
  title: "Batch size",
  meaning: "How many records the model learns from at once. Larger ones make steadier steps.",
  least: 1,
  most: 256,
  isWhole: true,
  usual: "auto",
};

const learningRateMultiplier: HyperparameterOffer = {
  name: "learning_rate_multiplier",
  title: "Learning rate multiplier",
  meaning:
    "How large the steps are, next to the usual. Smaller ones may keep the model from overfitting.",
  least: 0.0001,
  most: 10,
  isWhole: false,
  usual: "auto",
};

const beta: HyperparameterOffer = {
  name: "beta",
  title: "Beta",
  meaning: "How close the model stays to what it was. Larger values keep it closer.",
  least: 0.01,
  most: 2,
  isWhole: false,
  usual: "auto",
};

/** Learning from answers, with OpenAI's hyperparameters. */
export const supervised: MethodOffer = {
  id: "supervised",
  hyperparameters: [epochs, batchSize, learningRateMultiplier],
};

/** Learning from preferences, with OpenAI's hyperparameters. */
export const dpo: MethodOffer = {
  id: "dpo",
  hyperparameters: [epochs, batchSize, learningRateMultiplier, beta],
};
