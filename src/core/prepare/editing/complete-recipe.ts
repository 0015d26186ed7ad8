import * as l10n from "@vscode/l10n";
import { grouped } from "../../grouped.js";
import type { SourceFacts } from "../column-facts.js";
import type { RecipeKey, RecipeKeys, Shape } from "../recipe/recipe-shape.js";
import { ColumnNames } from "../templates/column-names.js";
import { templateFunctions } from "../templates/template-functions.js";
import { knownFilters } from "../templates/template-names.js";
import { columnWords } from "./column-words.js";
import type { RecipeCursor } from "./recipe-cursor.js";
import { recipeCursor } from "./recipe-cursor.js";
import { keyAt, keysBelow, plainShapes, topKeys } from "./shape-at.js";

/** Something that may be written at a place of a recipe, in place of the text from `start` to `end`. */
export interface RecipeChoice {
  readonly label: string;
  readonly kind: "column" | "function" | "key" | "label" | "value";
  readonly insert: string;
  readonly start: number;
  readonly end: number;
  readonly detail: string;
  readonly documentation: string;
}

type Choice = Omit<RecipeChoice, "end" | "start">;

/** What may be written at an offset. Without facts no columns are known. */
export function completeRecipe(
  text: string,
  offset: number,
  facts: SourceFacts | undefined,
): readonly RecipeChoice[] {
  const cursor = recipeCursor(text, offset);
  const place = { start: cursor.start, end: offset };
  return choicesAt(cursor, text, facts).map((choice) => ({ ...choice, ...place }));
}

function choicesAt(
  cursor: RecipeCursor,
  text: string,
  facts: SourceFacts | undefined,
): readonly Choice[] {
  const keys = topKeys(text);
  switch (cursor.kind) {
    case "tag":
      return tagChoices(cursor, facts);
    case "key":
      return keyChoices(cursor, { keys, text, facts });
    case "value": {
      const key = keyAt(cursor.path, keys) ?? keyAt(cursor.path.slice(0, -1), keys);
      return key === undefined ? [] : valueChoices(cursor, key, { text, facts });
    }
  }
}

function tagChoices({ isFilter }: RecipeCursor, facts: SourceFacts | undefined): readonly Choice[] {
  if (isFilter) {
    const detail = l10n.t("filter");
    return knownFilters.map((name) => plainChoice(name, "function", detail));
  }
  const functions = Object.entries(templateFunctions).map(
    ([label, { signature, what }]): Choice => ({
      label,
      kind: "function",
      insert: `${label}(`,
      detail: signature,
      documentation: what,
    }),
  );
  return [...columnChoices(facts, inTemplate), ...functions];
}

interface Known {
  readonly text: string;
  readonly facts: SourceFacts | undefined;
}

function keyChoices(
  { path }: RecipeCursor,
  { keys, text, facts }: Known & { readonly keys: RecipeKeys },
): readonly Choice[] {
  const shape = keyAt(path, keys)?.shape;
  if (shape?.kind === "map" && shape.of.kind === "label") {
    return labelChoices(text, facts).map((choice) => ({ ...choice, insert: `${choice.insert}: ` }));
  }
  const used = path.length === 0 ? keysWritten(text) : new Set<string>();
  return Object.entries(keysBelow(path, keys))
    .filter(([name]) => !used.has(name))
    .map(([label, { what, example }]) => ({
      label,
      kind: "key",
      insert: `${label}: `,
      detail: example,
      documentation: what,
    }));
}

function keysWritten(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/^([\w$]+):/gm)].map(([, name = ""]) => name));
}

/** Keys whose texts name columns. */
const namesColumns: ReadonlySet<string> = new Set([
  "column",
  "group",
  "nonEmpty",
  "stratify",
  "time",
]);

function valueChoices(
  { path }: RecipeCursor,
  { shape }: RecipeKey,
  { text, facts }: Known,
): readonly Choice[] {
  const shapes = plainShapes(shape);
  const name = path.at(-1) ?? "";
  return [
    ...shapes.flatMap(choicesOf),
    ...(namesColumns.has(name) ? columnChoices(facts, asYaml) : []),
    ...(name === "stratify"
      ? [plainChoice("completion", "value", l10n.t("the record's answer"))]
      : []),
    ...(takes(shapes, "expression") ? columnChoices(facts, inSql) : []),
    ...(takes(shapes, "label") ? labelChoices(text, facts) : []),
  ];
}

function takes(shapes: readonly Shape[], kind: Shape["kind"]): boolean {
  return shapes.some(
    (shape) => shape.kind === kind || (shape.kind === "map" && takes(plainShapes(shape.of), kind)),
  );
}

function choicesOf(shape: Shape): readonly Choice[] {
  if (shape.kind === "boolean")
    return ["true", "false"].map((word) => plainChoice(word, "value", ""));
  if (shape.kind !== "choice") return [];
  return Object.entries(shape.values).map(([label, what]) => ({
    ...plainChoice(label, "value", ""),
    documentation: what,
  }));
}

function plainChoice(label: string, kind: Choice["kind"], detail: string): Choice {
  return { label, kind, insert: label, detail, documentation: "" };
}

type Written = (name: string, variable: string) => string;

function columnChoices(facts: SourceFacts | undefined, written: Written): readonly Choice[] {
  if (facts === undefined) return [];
  const { variables } = new ColumnNames(facts.columns);
  return facts.columns.map((column, index) => ({
    label: column.name,
    kind: "column",
    insert: written(column.name, variables[index] ?? column.name),
    detail: column.type,
    documentation: columnWords(column, facts).join("\n\n"),
  }));
}

function inTemplate(name: string, variable: string): string {
  return /^[A-Za-z_]\w*$/.test(variable)
    ? variable
    : `row['${name.replaceAll("'", String.raw`\'`)}']`;
}

function inSql(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

function asYaml(name: string): string {
  return /^[A-Za-z_][\w ]*$/.test(name) ? name : JSON.stringify(name);
}

/** The labels of the column that the recipe names. */
function labelChoices(text: string, facts: SourceFacts | undefined): readonly Choice[] {
  const name = /\bcolumn:\s*["']?([^"'\n,}#]+)/.exec(text)?.[1]?.trim();
  const column = facts?.columns.find((one) => one.name === name);
  return (column?.values ?? []).map(({ text: label, count }) => ({
    label,
    kind: "label",
    insert: asYaml(label),
    detail: l10n.t("{0} rows", grouped(count)),
    documentation: "",
  }));
}
