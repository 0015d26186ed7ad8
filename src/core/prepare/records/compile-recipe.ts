import * as l10n from "@vscode/l10n";
import type { Format } from "../../formats/format.js";
import { formatTable } from "../../formats/index.js";
import { defaultTarget } from "../../targets/readers.js";
import { targetById } from "../../targets/index.js";
import type { Target } from "../../targets/target.js";
import type { DatasetTokens } from "../../tokens/dataset-tokens.js";
import { datasetTokens } from "../../tokens/dataset-tokens.js";
import type { Tokenizers } from "../../tokens/tokenizers.js";
import { didYouMean, error } from "../recipe/check-shape.js";
import type { Placed, Recipe, RecipeProblem } from "../recipe/recipe.js";
import type { SourceColumn } from "../source-rows.js";
import { ColumnNames } from "../templates/column-names.js";
import type { RecordMaker } from "./record-maker.js";
import { recordMaker } from "./record-maker.js";

/** Something that a recipe names: a column of the source, or a field of its records. */
export type NamedValue =
  | { readonly kind: "column"; readonly index: number }
  | { readonly kind: "field"; readonly name: string };

/** A recipe that fits the columns of its source. */
export interface CompiledRecipe {
  readonly recipe: Recipe;
  readonly format: Format;
  readonly target: Target;
  readonly columns: ColumnNames;
  readonly maker: RecordMaker;
  readonly tokens: DatasetTokens;
  readonly labelColumn: number | undefined;
  readonly stratify: readonly NamedValue[];
  readonly group: readonly number[];
  readonly time: number | undefined;
  readonly nonEmpty: readonly NamedValue[];
}

/** Where the tokenizers come from; the path of one counts from the folder of the recipe. */
export interface RecipeTokens {
  readonly tokenizers: Tokenizers | undefined;
  readonly pathOf: (path: string) => string;
}

/** Fits a recipe to columns, or says all that does not fit. */
export function compileRecipe(
  recipe: Recipe,
  sourceColumns: readonly SourceColumn[],
  { tokenizers, pathOf }: RecipeTokens,
): CompiledRecipe | readonly RecipeProblem[] {
  const format: Format = formatTable[recipe.format.value];
  const target = targetOf(recipe);
  const tokenizer = recipe.tokenizer && pathOf(recipe.tokenizer.value);
  const options = { model: recipe.model?.value, tokenizer, tokenizers };
  const tokens = datasetTokens(options, target, recipe.format.value);
  const columns = new ColumnNames(sourceColumns);
  const maker = recordMaker(recipe, { columns, counter: tokens.counter() });
  const names = new Names(recipe, columns);
  const named = namedIn(recipe, names);
  const problems = [
    ...("length" in maker ? maker : []),
    ...names.problems,
    ...tokenProblems(recipe, tokens),
    ...targetProblems(recipe, target, format),
  ];
  if ("length" in maker || problems.length > 0) return problems;
  return { recipe, format, target, columns, maker, tokens, ...named };
}

function targetOf(recipe: Recipe): Target {
  const chosen = recipe.target && targetById(recipe.target.value);
  return chosen ?? defaultTarget(formatTable[recipe.format.value]);
}

type NamedInRecipe = Pick<
  CompiledRecipe,
  "labelColumn" | "stratify" | "group" | "time" | "nonEmpty"
>;

function namedIn({ labels, split, keep }: Recipe, names: Names): NamedInRecipe {
  return {
    labelColumn: labels && names.column(labels.column),
    stratify: (split?.stratify ?? []).flatMap((name) => names.value(name) ?? []),
    group: (split?.group ?? []).flatMap((name) => names.column(name) ?? []),
    time: split?.time && names.column(split.time),
    nonEmpty: keep.nonEmpty.flatMap((name) => names.value(name) ?? []),
  };
}

class Names {
  readonly problems: RecipeProblem[] = [];
  readonly #recipe: Recipe;
  readonly #columns: ColumnNames;

  constructor(recipe: Recipe, columns: ColumnNames) {
    this.#recipe = recipe;
    this.#columns = columns;
  }

  column({ value, span }: Placed<string>): number | undefined {
    const index = this.#columns.index(value);
    if (index === undefined) this.#unknown(value, span, this.#columns.names);
    return index;
  }

  /** A column, or where there is none of the name a field of the records. */
  value({ value, span }: Placed<string>): NamedValue | undefined {
    const index = this.#columns.index(value);
    if (index !== undefined) return { kind: "column", index };
    const fields = [...this.#recipe.fields.map(({ name }) => name), "completion"];
    if (fields.includes(value)) return { kind: "field", name: value };
    this.#unknown(value, span, [...this.#columns.names, ...fields]);
    return undefined;
  }

  #unknown(name: string, span: RecipeProblem["span"], known: readonly string[]): void {
    this.problems.push(
      error(span, l10n.t('There is no column "{0}".', name) + didYouMean(name, known)),
    );
  }
}

function tokenProblems(
  { keep, model, tokenizer, format }: Recipe,
  tokens: DatasetTokens,
): readonly RecipeProblem[] {
  const problem = tokens.problem();
  const named = tokenizer ?? model;
  if (problem !== undefined && named !== undefined) return [error(named.span, problem)];
  const needsTokens = keep.minimumTokens !== undefined || keep.maximumTokens !== undefined;
  if (!needsTokens || tokens.counter() !== undefined) return [];
  const message = l10n.t(
    'To keep records by their tokens, name a "model", a "tokenizer" or a "target" that says how they are counted.',
  );
  return [error(format.span, message)];
}

function targetProblems(
  { balance, target: chosen }: Recipe,
  target: Target,
  format: Format,
): readonly RecipeProblem[] {
  const problems: RecipeProblem[] = [];
  const takes = target.formats.includes(format.id) || format.readers?.includes(target.id) === true;
  if (chosen !== undefined && !takes) {
    problems.push(
      error(
        chosen.span,
        l10n.t('{0} does not take records of the format "{1}".', target.title, format.id),
      ),
    );
  }
  if (balance?.hasWeights === true && target.ownFields?.includes("weight") !== true) {
    const message = l10n.t("{0} takes no weights of records.", target.title);
    problems.push(error(balance.span, message));
  }
  return problems;
}
