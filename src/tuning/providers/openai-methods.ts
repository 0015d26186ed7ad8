import type { HyperparameterOffer, MethodOffer } from "../provider.js";

// Ranges after the schema of OpenAI's API (`CreateFineTuningJobRequest`, August 2026).

/** How often all records are gone through. */
export const epochs: HyperparameterOffer = {
  name: "n_epochs",
  title: "Epochs",
  meaning: "How often the model goes through all records. More fit the data closer, and cost more.",
  least: 1,
  most: 50,
  isWhole: true,
  usual: "auto",
};

/** Records in one step. */
export const batchSize: HyperparameterOffer = {
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

const computeMultiplier: HyperparameterOffer = {
  name: "compute_multiplier",
  title: "Compute multiplier",
  meaning: "How much is tried out for each record, next to the usual. More takes longer.",
  least: 0.0001,
  most: 10,
  isWhole: false,
  usual: "auto",
};

const evalInterval: HyperparameterOffer = {
  name: "eval_interval",
  title: "Steps between evaluations",
  meaning: "After so many steps the model is measured on the validation file.",
  least: 1,
  most: 1_000_000,
  isWhole: true,
  usual: "auto",
};

const evalSamples: HyperparameterOffer = {
  name: "eval_samples",
  title: "Answers per evaluation",
  meaning: "So many answers to each validation record are graded. More measure more exactly.",
  least: 1,
  most: 1_000_000,
  isWhole: true,
  usual: "auto",
};

/** Learning from what a grader says of the model's answers, with OpenAI's hyperparameters. */
export const reinforcement: MethodOffer = {
  id: "reinforcement",
  hyperparameters: [
    epochs,
    batchSize,
    learningRateMultiplier,
    computeMultiplier,
    evalInterval,
    evalSamples,
  ],
  needsGrader: true,
};
