import type { Format } from "../../formats/format.js";
import { accepts } from "../../targets/readers.js";
import type { Target } from "../../targets/target.js";
import type { ChosenColumns } from "./choose-columns.js";
import { chooseColumns } from "./choose-columns.js";
import { proposeDatasetRecipe } from "./propose-dataset-recipe.js";
import { variableFor, yamlName } from "./recipe-names.js";
import type { ColumnFacts, TableFacts } from "./table-facts.js";
import { separators } from "./table-facts.js";

/** What a recipe is proposed for. */
export interface ProposalRequest {
  /** The source as the recipe should name it. */
  readonly source: string;
  /** Who will read the dataset; `undefined` for whoever reads pairs of prompt and completion. */
  readonly target: Target | undefined;
  /** The format that the records of the source have already, where they have one. */
  readonly format?: Format | undefined;
}

/** With fewer rows no part for measuring is left. */
const fewestForParts = 30;

/**
 * A recipe for a table or a dataset, as YAML that can be run at once; `undefined` where no column holds texts.
 * Guesses are named in comments.
 */
export function proposeRecipe(
  facts: TableFacts,
  { source, target, format: own }: ProposalRequest,
): string | undefined {
  // What its reader takes as it is needs no other templates than its own.
  if (own !== undefined && (target === undefined || accepts(target, own))) {
    return proposeDatasetRecipe(facts, { source, format: own });
  }
  const chosen = chooseColumns(facts);
  if (chosen === undefined) return undefined;
  const { answer, group, given } = chosen;
  const format = formatFor(answer, target);
  const lines = [
    `source: ${JSON.stringify(source)}`,
    `format: ${format}`,
    ...(target === undefined ? [] : [`target: ${target.id}`]),
    ...labelLines(facts, answer),
    ...templateLines(facts, chosen, {
      format,
      needsSpace: target?.completionStartsWithSpace ?? true,
    }),
    "keep:",
    `  nonEmpty: ${yamlName(given.at(-1)?.name ?? "")}`,
    "deduplicate: near # or prompt: only records with equal prompts",
    ...conflictLines(answer),
    "shuffle: { seed: 42 }",
    ...splitLines(facts, answer, group),
  ];
  return `${lines.join("\n")}\n`;
}

function formatFor(answer: ChosenColumns["answer"], target: Target | undefined): string {
  if (answer === undefined) return "text";
  const takesPairs = target === undefined || target.formats.includes("prompt-completion");
  return takesPairs ? "prompt-completion" : "chat";
}

function conflictLines(answer: ChosenColumns["answer"]): readonly string[] {
  if (answer === undefined) return [];
  const policy = answer.isLabel ? "majority" : "first";
  return [`conflicts: ${policy} # where one prompt has several completions`];
}

function labelLines({ rows }: TableFacts, answer: ChosenColumns["answer"]): readonly string[] {
  if (answer?.isLabel !== true) return [];
  const { name, distinct, filled } = answer.column;
  return [
    `labels: # ${distinct} different ones`,
    `  column: ${yamlName(name)}`,
    "  # map: { old name: new name }",
    ...(filled < rows ? [`  drop: "" # ${rows - filled} rows have none`] : []),
  ];
}

function templateLines(
  { usedSeparators }: TableFacts,
  { given, answer }: ChosenColumns,
  { format, needsSpace }: { readonly format: string; readonly needsSpace: boolean },
): readonly string[] {
  const texts = given.map(({ name }) => `{{ ${variableFor(name)} }}`).join("\n\n");
  if (answer === undefined) return [`text: ${JSON.stringify(texts)}`];
  const isPair = format === "prompt-completion";
  const mark = separators.find((separator) => !usedSeparators.has(separator)) ?? separators[0];
  const isOwn = mark === separators[0] ? "" : ` # ${separators[0]} stands in the data`;
  const completion = `${isPair && needsSpace ? " " : ""}{{ ${variableFor(answer.column.name)} }}`;
  return [
    `prompt: ${JSON.stringify(isPair ? `${texts}\n\n${mark}\n\n` : texts)}${isPair ? isOwn : ""}`,
    `completion: ${JSON.stringify(isPair && !answer.isLabel ? `${completion} END` : completion)}`,
  ];
}

function splitLines(
  { rows }: TableFacts,
  answer: ChosenColumns["answer"],
  group: ColumnFacts | undefined,
): readonly string[] {
  if (rows < fewestForParts)
    return ["# split: { train: 0.8, validation: 0.1, test: 0.1 } # there are few rows"];
  const isLabel = answer?.isLabel === true;
  return [
    "split:",
    "  train: 0.8",
    "  validation: 0.1",
    "  test: 0.1",
    ...(isLabel ? ["  stratify: completion"] : []),
    ...(group === undefined
      ? []
      : [`  # group: ${yamlName(group.name)} # keeps all rows of one value in one file`]),
    ...(isLabel ? ["# balance: { maximumPerLabel: 1000 } # in the training file only"] : []),
  ];
}
