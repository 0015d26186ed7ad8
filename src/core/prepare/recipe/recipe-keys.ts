import { formats } from "../../formats/index.js";
import { targets } from "../../targets/index.js";
import type { RecipeKeys, Shape } from "./recipe-shape.js";
import { oneOrMore, wholeNumber } from "./recipe-shape.js";

const text: Shape = { kind: "text" };

const size: Shape = { kind: "number", isWhole: false, least: 0, isAbove: true };

const duplicateKinds: Shape = {
  kind: "choice",
  values: {
    none: "Nothing is removed.",
    record: "Records that are equal in every field.",
    prompt: "Records with one prompt.",
    normalised: "Records whose prompts differ only in case, punctuation and white space.",
    near: "Records of which one has most likely been made from the other.",
  },
};

const splitKeys: RecipeKeys = {
  train: {
    what: "The size of the training file; the rest where it is left out.",
    example: "0.8",
    shape: size,
  },
  validation: {
    what: "The size of the file that is measured while a model learns.",
    example: "0.1",
    shape: size,
  },
  test: { what: "The size of the file that is held out.", example: "500", shape: size },
  stratify: {
    what: "Columns whose values have the same shares in each file; `completion` is the record's answer.",
    example: "completion",
    shape: oneOrMore(text),
  },
  group: {
    what: "Columns: records with the same values in them all come into one file.",
    example: "product_id",
    shape: oneOrMore(text),
  },
  time: {
    what: "A column: the oldest records train, the newest test. Dates as in ISO 8601, or numbers.",
    example: "date",
    shape: text,
  },
};

/** All keys of a recipe but the fields of its format, in the order of the documentation. */
export const recipeKeys = {
  $schema: {
    what: "Where editors other than VS Code find the schema of this file. Tunewright does not read it.",
    example: "../node_modules/tunewright/schemas/recipe.schema.json",
    shape: text,
  },
  source: {
    what: "The files that rows are read from: paths from the folder of the recipe, globs, addresses.",
    example: "reviews.csv",
    shape: oneOrMore(text),
  },
  where: {
    what: "An SQL condition: rows that do not meet it are left out.",
    example: "language = 'en'",
    shape: { kind: "expression" },
  },
  columns: {
    what: "Columns that are made of others, each by an SQL expression.",
    example: "{ words: length(review_body) }",
    shape: { kind: "map", of: { kind: "expression" } },
  },
  labels: {
    what: "What becomes of the labels in a column, before templates see it.",
    example: "{ column: category, map: { TV: television }, drop: [unknown] }",
    shape: {
      kind: "object",
      keys: {
        column: { what: "The column that holds the labels.", example: "category", shape: text },
        map: {
          what: "New names of labels.",
          example: "{ TV: television }",
          shape: { kind: "map", of: { kind: "label" } },
        },
        merge: {
          what: "Labels that become one: the new label with the list of the old ones.",
          example: "{ other: [Trend, Gifts] }",
          shape: { kind: "map", of: oneOrMore({ kind: "label" }) },
        },
        drop: {
          what: "Labels whose rows are left out; an empty text stands for rows without a label.",
          example: "[unknown]",
          shape: oneOrMore({ kind: "label" }),
        },
      },
    },
  },
  format: {
    what: "The format of the records. It decides which fields the recipe may have beside these keys.",
    example: "prompt-completion",
    shape: {
      kind: "choice",
      values: Object.fromEntries(formats.map(({ id, title }) => [id, `${title}.`])),
    },
  },
  record: {
    what: "The fields of a record, each with its template. Most may stand in the recipe itself.",
    example: '{ instruction: Rate the review., input: "{{ review_body }}", output: "{{ stars }}" }',
    shape: { kind: "map", of: { kind: "template" } },
  },
  keep: {
    what: "Which records are kept.",
    example: "{ nonEmpty: review_body, maximumTokens: 2048 }",
    shape: {
      kind: "object",
      keys: {
        nonEmpty: {
          what: "Columns and fields that must hold more than white space.",
          example: "review_body",
          shape: oneOrMore(text),
        },
        minimumTokens: {
          what: "The fewest tokens of a record.",
          example: "8",
          shape: wholeNumber(1),
        },
        maximumTokens: {
          what: "The most tokens of a record.",
          example: "2048",
          shape: wholeNumber(1),
        },
        minimumCharacters: {
          what: "The fewest characters (UTF-16 units) of all texts of a record together.",
          example: "20",
          shape: wholeNumber(1),
        },
        maximumCharacters: {
          what: "The most characters (UTF-16 units) of all texts of a record together.",
          example: "8000",
          shape: wholeNumber(1),
        },
      },
    },
  },
  deduplicate: {
    what: "Which records are removed because an earlier one is the same.",
    example: "prompt",
    shape: {
      kind: "either",
      shapes: [
        duplicateKinds,
        {
          kind: "object",
          keys: {
            by: {
              what: "What makes two records the same.",
              example: "near",
              shape: duplicateKinds,
            },
            threshold: {
              what: "For `near`: the share of runs of three words that two records have in common.",
              example: "0.8",
              shape: { kind: "number", isWhole: false, least: 0.7, most: 1 },
            },
          },
        },
      ],
    },
  },
  conflicts: {
    what: "What becomes of records with one prompt and several completions when prompts are deduplicated.",
    example: "majority",
    shape: {
      kind: "choice",
      values: {
        error: "Nothing is written; the counts are told.",
        first: "The first completion stays.",
        majority: "The most frequent completion stays, the earliest of equally frequent ones.",
        drop: "None of them stays.",
      },
    },
  },
  split: {
    what: "The files that records are dealt out to: shares (below 1) or numbers of records.",
    example: "{ train: 0.8, validation: 0.1, test: 0.1, stratify: completion }",
    shape: { kind: "object", keys: splitKeys },
  },
  balance: {
    what: "How often each label stands in the training file. The other files keep what is natural.",
    example: "{ maximumPerLabel: 2000 }",
    shape: {
      kind: "object",
      keys: {
        maximumPerLabel: {
          what: "More records than this of one label are left out at random.",
          example: "2000",
          shape: wholeNumber(1),
        },
        minimumPerLabel: {
          what: "Labels with fewer records than this get copies of them, which the manifest lists.",
          example: "200",
          shape: wholeNumber(1),
        },
        weights: {
          what: "Whether each record gets a `weight` that makes labels count alike, where the target takes one.",
          example: "true",
          shape: { kind: "boolean" },
        },
      },
    },
  },
  shuffle: {
    what: "The order of the training file: at random by a seed, or as in the source.",
    example: "{ seed: 42 }",
    shape: {
      kind: "either",
      shapes: [
        { kind: "boolean" },
        {
          kind: "object",
          keys: {
            seed: {
              what: "All that is left to chance follows from it: also which records come into which file.",
              example: "42",
              shape: { kind: "number", isWhole: true, least: 0, most: 2 ** 32 - 1 },
            },
          },
        },
      ],
    },
  },
  target: {
    what: "Who will read the dataset.",
    example: "openai",
    shape: {
      kind: "choice",
      values: Object.fromEntries(targets.map(({ id, description }) => [id, description])),
    },
  },
  model: {
    what: "The model to be tuned: it says how tokens are counted.",
    example: "gpt-4.1-mini",
    shape: text,
  },
  tokenizer: {
    what: "The path of the tokenizer.json of an open model, from the folder of the recipe.",
    example: "models/qwen/tokenizer.json",
    shape: text,
  },
  output: {
    what: "The beginning of the outputs' paths, from the folder of the recipe (without it the recipe's name), or the path of each.",
    example: "data/reviews",
    shape: {
      kind: "either",
      shapes: [
        text,
        {
          kind: "object",
          keys: {
            train: {
              what: "The path of the training file.",
              example: "data/train.jsonl",
              shape: text,
            },
            validation: {
              what: "The path of the validation file.",
              example: "data/val.jsonl",
              shape: text,
            },
            test: { what: "The path of the test file.", example: "data/test.jsonl", shape: text },
          },
        },
      ],
    },
  },
} as const satisfies RecipeKeys;
