/** What an option of a run takes. */
export type LaunchOptionKind =
  | "choice"
  /** A file; of training, validation and test also a recipe, whose output is taken. */
  | "dataset"
  | "file"
  | "hyperparameter"
  | "text"
  | "wholeNumber";

/** Something that may be said of a run: a key of launch files, and an option of `tunewright tune`. */
export interface LaunchOption {
  readonly kind: LaunchOptionKind;
  /** The name of a hyperparameter in run files and requests; its meaning and range are its provider's. */
  readonly hyperparameter?: string;
  readonly what: string;
  readonly example: string;
}

/** All of them by their keys: what launch files, their schema and the command line take. */
export const launchOptions = {
  train: {
    kind: "dataset",
    what: "The training file (JSONL), or a recipe (*.recipe.yaml) whose training file is taken. Paths count from the folder of the launch file.",
    example: "data/reviews.train.jsonl",
  },
  validation: {
    kind: "dataset",
    what: "The file that is measured while the model learns, or a recipe whose validation file is taken.",
    example: "data/reviews.validation.jsonl",
  },
  test: {
    kind: "dataset",
    what: "The file that is held out, or a recipe whose test file is taken. Never sent anywhere; the local engine is scored on it at the end.",
    example: "data/reviews.test.jsonl",
  },
  provider: {
    kind: "choice",
    what: "Who trains the model; the local engine where it is left out. Its key and its address never stand in a launch file.",
    example: "openai",
  },
  target: {
    kind: "choice",
    what: "Whose rules count at the compatible provider, which may be any service.",
    example: "openai",
  },
  model: {
    kind: "text",
    what: "The model to tune; where the provider has only one it may be left out.",
    example: "gpt-4.1-mini-2025-04-14",
  },
  from: {
    kind: "text",
    what: "A model that was tuned before, to go on from, in place of `model`.",
    example: "ft:gpt-4.1-mini-2025-04-14:acme:reviews:abc123",
  },
  method: {
    kind: "choice",
    what: "How the model learns; from answers (sft) where it is left out.",
    example: "sft",
  },
  grader: {
    kind: "file",
    what: "Who judges answers, for rft: a JSON file as in OpenAI's guide to graders.",
    example: "graders/exact.json",
  },
  reasoningEffort: {
    kind: "choice",
    what: "How much the model thinks before it answers, for rft.",
    example: "medium",
  },
  epochs: hyperparameter("n_epochs", "3"),
  batchSize: hyperparameter("batch_size", "8"),
  learningRateMultiplier: hyperparameter("learning_rate_multiplier", "1.8"),
  learningRate: hyperparameter("learning_rate", "0.00001"),
  loraRank: hyperparameter("lora_r", "8"),
  beta: hyperparameter("beta", "0.1"),
  computeMultiplier: hyperparameter("compute_multiplier", "1"),
  evalInterval: hyperparameter("eval_interval", "10"),
  evalSamples: hyperparameter("eval_samples", "2"),
  wordNgrams: hyperparameter("word_ngrams", "2"),
  dimension: hyperparameter("dimension", "16"),
  seed: {
    kind: "wholeNumber",
    what: "The same seed makes the same model, where the provider has seeds.",
    example: "42",
  },
  suffix: {
    kind: "text",
    what: "A part of the tuned model's name: up to 40 letters, digits, - and _, beginning with a letter or digit.",
    example: "reviews",
  },
} as const satisfies Readonly<Record<string, LaunchOption>>;

/** A key of launch files. */
export type LaunchKey = keyof typeof launchOptions;

/** All keys, in the order of the documentation. */
// The keys of the table are those of its type.
export const launchKeyNames = Object.keys(launchOptions) as readonly LaunchKey[];

/** What the table says of a key. */
export function launchOption(key: LaunchKey): LaunchOption {
  return launchOptions[key];
}

/** The option of the command line for a key: `batch-size` for `batchSize`. */
export function optionName(key: LaunchKey): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The names of methods in launch files and options, with those of run files. */
export const launchMethods = { sft: "supervised", dpo: "dpo", rft: "reinforcement" } as const;

/** What is said of each method. */
export const launchMethodWords: Readonly<Record<keyof typeof launchMethods, string>> = {
  sft: "From answers: each record shows what the model is to say.",
  dpo: "From pairs of answers, one better than the other.",
  rft: "From what a grader says of the model's own answers (reinforcement).",
};

function hyperparameter(name: string, example: string): LaunchOption & { kind: "hyperparameter" } {
  return { kind: "hyperparameter", hyperparameter: name, what: "", example };
}
