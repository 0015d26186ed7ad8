import { readFileSync } from "node:fs";
import { join } from "node:path";
import { longestGlob } from "../../src/core/config/glob.js";
import { ruleValues } from "../../src/core/config/read-configuration.js";
import { targetSettings } from "../../src/core/config/target-setting.js";
import type { RuleValue } from "../../src/core/config/configuration.js";
import { defaultSeverity } from "../../src/core/dataset/check-plan.js";
import { grouped } from "../../src/core/grouped.js";
import { rules } from "../../src/core/rules/index.js";
import type { Rule } from "../../src/core/rules/rule.js";
import type { RuleOptionTable } from "../../src/core/rules/rule-options.js";
import { targetById } from "../../src/core/targets/index.js";
import type { GeneratedFile } from "./generated-file.ts";
import { markdownTable, withParts } from "./generated-file.ts";
import { severityText } from "./rule-documentation.ts";

interface Key {
  readonly name: string;
  readonly what: string;
  /** How a value of it looks, for people. */
  readonly example: string;
  readonly schema: object;
}

const globs = { type: "array", items: { $ref: "#/definitions/glob" } };

const target: Key = {
  name: "target",
  what: "Who will read the datasets. It decides which rules apply and how strict they are.",
  example: '"openai"',
  schema: { $ref: "#/definitions/target" },
};

const ruleKey: Key = {
  name: "rules",
  what: "How bad the findings of rules are, where it differs from the rules' own severity; in a list with the severity also the options of a rule.",
  example: '{ "duplicate-prompt": "off" }',
  schema: { $ref: "#/definitions/rules" },
};

const tokenKeys: readonly Key[] = [
  {
    name: "model",
    what: "The model to be tuned. It says how tokens are counted and how many a record may have; a name with ft: stands for what it was made of.",
    example: '"gpt-4.1-mini"',
    schema: { type: "string" },
  },
  {
    name: "tokenizer",
    what: "The path of the tokenizer.json of an open model, from the folder of this file: tokens are counted with it. Not read in a workspace that is not trusted.",
    example: '"models/qwen/tokenizer.json"',
    schema: { type: "string" },
  },
  {
    name: "maxTokens",
    what: "The most tokens of a record, such as the sequence length of a trainer. It wins over what is known of model and target.",
    example: "2048",
    schema: { type: "integer", minimum: 1 },
  },
];

const overrideKeys: readonly Key[] = [
  {
    name: "files",
    what: "The datasets that the override is for: a glob or several.",
    example: '"raw/*.jsonl"',
    schema: { $ref: "#/definitions/files" },
  },
  target,
  ruleKey,
  ...tokenKeys,
];

const keys: readonly Key[] = [
  {
    name: "$schema",
    what: "Where editors other than VS Code find the schema of this file. Tunewright does not read it.",
    example: '"./node_modules/tunewright/schemas/tunewright.schema.json"',
    schema: { type: "string" },
  },
  target,
  ruleKey,
  ...tokenKeys,
  {
    name: "ignore",
    what: "Datasets that are not checked, as globs.",
    example: '["archive/", "*.raw.jsonl"]',
    schema: globs,
  },
  {
    name: "splits",
    what: "What files are for, where their names (train, validation, test) do not tell: globs for `train`, `validation` and `test`. Records of an earlier one must not stand in a later one.",
    example: '{ "train": "data/tr*.jsonl", "test": "data/gold.jsonl" }',
    schema: {
      type: "object",
      properties: {
        train: { $ref: "#/definitions/files" },
        validation: { $ref: "#/definitions/files" },
        test: { $ref: "#/definitions/files" },
      },
      additionalProperties: false,
    },
  },
  {
    name: "overrides",
    what: "What differs for some datasets. Where two overrides are for the same one, the later wins.",
    example: '[{ "files": "raw/*.jsonl", "target": "local" }]',
    schema: {
      type: "array",
      items: {
        type: "object",
        properties: properties(overrideKeys),
        required: ["files"],
        additionalProperties: false,
        defaultSnippets: [
          { label: "override", body: { files: "${1:*.jsonl}", target: "${2:auto}" } },
        ],
      },
    },
  },
];

const valueMeanings: Readonly<Record<RuleValue, string>> = {
  error: "The target will refuse the file, or the training will go wrong.",
  warning: "The tuned model will be worse for it.",
  information: "Worth knowing.",
  hint: "Worth a look; editors show it least of all.",
  off: "Nothing is reported.",
};

/** The JSON Schema of `tunewright.json`, which gives editors completion, hovers and validation. */
export function schemaFile(): GeneratedFile {
  const schema = {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Tunewright",
    description: "How the datasets in and below this folder are checked.",
    type: "object",
    // VS Code's own: other readers of schemas pass over these two.
    allowComments: true,
    allowTrailingCommas: true,
    properties: properties(keys),
    additionalProperties: false,
    definitions: {
      target: {
        enum: targetSettings,
        enumDescriptions: targetSettings.map(targetMeaning),
      },
      rules: {
        type: "object",
        properties: Object.fromEntries(rules.map((rule) => [rule.id, ruleSchema(rule)])),
        additionalProperties: false,
      },
      files: { anyOf: [{ $ref: "#/definitions/glob" }, { ...globs, minItems: 1 }] },
      glob: { type: "string", minLength: 1, maxLength: longestGlob, pattern: "^[^\\\\/!]" },
    },
  };
  return { path: "schemas/tunewright.schema.json", content: JSON.stringify(schema, null, 2) };
}

function properties(of: readonly Key[]): object {
  return Object.fromEntries(
    of.map(({ name, what, schema }) => [name, { description: what, ...withReference(schema) }]),
  );
}

/** In this version of JSON Schema what stands beside a reference does not count. */
function withReference(schema: object): object {
  return "$ref" in schema ? { allOf: [schema] } : schema;
}

function ruleSchema(rule: Rule): object {
  const description = `${rule.title} (${severityText(rule)}). ${rule.why}`;
  const severity = {
    enum: ruleValues,
    enumDescriptions: ruleValues.map((value) => valueMeanings[value]),
    default: defaultSeverity(rule),
  };
  if (rule.options === undefined) return { description, ...severity };
  const list = {
    type: "array",
    items: [severity, optionsSchema(rule.options)],
    minItems: 1,
    additionalItems: false,
  };
  return { description, anyOf: [severity, list] };
}

function optionsSchema(options: RuleOptionTable): object {
  const of = Object.entries(options).map(
    ([name, { what, usual, least, most, isWhole }]) =>
      [
        name,
        {
          description: what,
          type: isWhole ? "integer" : "number",
          minimum: least,
          maximum: most,
          default: usual,
        },
      ] as const,
  );
  return { type: "object", properties: Object.fromEntries(of), additionalProperties: false };
}

/** The options of all rules, for people. */
function optionTable(): string {
  const rows = rules.flatMap(({ id, options = {} }) =>
    Object.entries(options).map(([name, { what, usual, least, most }]) => [
      `[\`${id}\`](rules/${id}.md)`,
      `\`${name}\``,
      what,
      grouped(usual),
      `${grouped(least)} to ${grouped(most)}`,
    ]),
  );
  return markdownTable(["Rule", "Option", "What it means", "Usual", "From, to"], rows);
}

function targetMeaning(id: string): string {
  return targetById(id)?.description ?? "The target that fits the format of each dataset.";
}

/** The page about `tunewright.json`, with the tables that follow from the code. */
export function configurationPage(root: string): GeneratedFile {
  const path = "docs/configuration.md";
  const targets = targetSettings.map((id) => [`\`${id}\``, targetMeaning(id)]);
  const values = ruleValues.map((value) => [`\`${value}\``, valueMeanings[value]]);
  const content = withParts(path, readFileSync(join(root, path), "utf8"), {
    keys: keyTable(keys),
    "override-keys": keyTable(overrideKeys),
    targets: markdownTable(["Target", "Who reads the dataset"], targets),
    options: optionTable(),
    values: markdownTable(["Value", "What it says of a finding"], values),
  });
  return { path, content };
}

function keyTable(of: readonly Key[]): string {
  return markdownTable(
    ["Key", "What it says", "For example"],
    of.map(({ name, what, example }) => [`\`${name}\``, what, `\`${example}\``]),
  );
}
