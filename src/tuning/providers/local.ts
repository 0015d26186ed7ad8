import { baseModel } from "../local/engine/model-names.js";
import { defaultsFor, ranges } from "../local/hyperparameters.js";
import { openaiClient } from "../openai-shaped/openai-client.js";
import type { Provider } from "../provider.js";
import { providerTitles } from "../provider-titles.js";

const usual = defaultsFor(Number.MAX_SAFE_INTEGER);

/** The engine on this machine. */
export const local: Provider = {
  id: "local",
  title: providerTitles.local,
  description:
    "A text classifier that trains on this machine in seconds, with no account: a fast baseline to beat. Nothing is sent anywhere.",
  target: "local",
  endpoint: { kind: "here" },
  authentication: { kind: "none" },
  methods: [
    {
      id: "supervised",
      hyperparameters: [
        {
          name: "n_epochs",
          title: "Epochs",
          meaning:
            "How often the model goes through all records, in the order in which they stand. More for small datasets.",
          ...ranges.epochs,
          usual: "auto",
        },
        {
          name: "learning_rate_multiplier",
          title: "Learning rate multiplier",
          meaning: "How large the steps are, next to the usual.",
          ...ranges.learningRateMultiplier,
          usual: usual.learningRateMultiplier,
        },
        {
          name: "word_ngrams",
          title: "Words in a row",
          meaning:
            'Sequences of up to so many words count as one sign: with 2, "not good" is more than "not" and "good".',
          ...ranges.wordNgrams,
          usual: usual.wordNgrams,
        },
        {
          name: "dimension",
          title: "Dimensions",
          meaning: "How many numbers stand for a word. More tell more labels apart, and cost room.",
          ...ranges.dimension,
          usual: usual.dimension,
        },
      ],
    },
  ],
  refusedMethods: {
    dpo: "The local engine trains a classifier, which has no use for preferences.",
    reinforcement:
      "The local engine trains a classifier, which learns from labels and not from a grader.",
  },
  onlyModel: baseModel,
  canPause: true,
  canContinue: true,
  pollMs: { least: 200, most: 1_000 },
  marksJobsBy: "metadata",
  connect: (connection) => openaiClient(local, connection),
};
