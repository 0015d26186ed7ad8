import type { Format } from "../../formats/format.js";
import { variableFor, yamlName } from "./recipe-names.js";
import type { TableFacts } from "./table-facts.js";

/** What a recipe for a dataset is proposed from. */
export interface DatasetProposal {
  /** The source as the recipe should name it. */
  readonly source: string;
  readonly format: Format;
}

/**
 * A recipe that reads a dataset and writes its records as they are, in their order: each step that
 * is wanted is one word away. The text can be run at once.
 */
export function proposeDatasetRecipe(
  { columns, rows }: TableFacts,
  { source, format }: DatasetProposal,
): string {
  const fields = columns.filter(({ filled }) => filled > 0);
  const stem = (source.split("/").at(-1) ?? source)
    .replace(/\.(?:gz|zst|zip)$/i, "")
    .replace(/(?<=.)\.[^.]*$/, "");
  const gaps = fields.filter(({ filled, type }) => filled < rows && type === "text");
  const known = new Set(format.knownFields([]).map(({ name }) => name));
  const texts = fields
    .filter(({ name, type }) => !known.has(name) && (type === "number" || type === "boolean"))
    .map(({ name }) => yamlName(name));
  const lines = [
    `source: ${JSON.stringify(source)}`,
    `format: ${format.id}`,
    "record: # as they are",
    ...fields.map(({ name }) => `  ${yamlName(name)}: "{{ ${variableFor(name)} }}"`),
    ...gaps.map(
      ({ name, filled }) =>
        `# ${yamlName(name)}: ${rows - filled} records have none; it is empty there.`,
    ),
    ...(texts.length === 0
      ? []
      : [
          `# ${texts.join(", ")}: the format knows no such fields; what is in them is written as text.`,
        ]),
    "# where: SQL that is true for the records that stay",
    "# keep: { maximumTokens: 2048 } # with a model",
    "deduplicate: none # or record, prompt, normalised, near",
    "# conflicts: first # or majority, drop: where one prompt has several answers",
    "# split: { train: 0.8, validation: 0.1, test: 0.1 }",
    "# balance: { maximumPerLabel: 1000 } # in the training file only",
    "shuffle: false # or { seed: 42 }",
    `output: ${JSON.stringify(`${stem}.prepared`)}`,
  ];
  return `${lines.join("\n")}\n`;
}
