import * as l10n from "@vscode/l10n";
import { formatTable } from "../../formats/index.js";
import type { FormatId } from "../../formats/format.js";
import { checkKeys, error } from "./check-shape.js";
import { conversationFields, fieldKeys } from "./field-keys.js";
import { recipeKeys } from "./recipe-keys.js";
import type { RecipeKeys } from "./recipe-shape.js";
import type { RecipeMember, RecipeNode } from "./recipe-nodes.js";
import { readNodes } from "./recipe-nodes.js";
import { recipeOf } from "./recipe-of.js";
import type { Recipe, RecipeProblem } from "./recipe.js";
import { templateTree } from "./template-tree.js";

/** What came of reading a recipe: what it says, or all that is wrong with it, in order of place. */
export type ReadRecipe =
  | { readonly kind: "good"; readonly recipe: Recipe }
  | { readonly kind: "broken"; readonly problems: readonly RecipeProblem[] };

/** Nobody reads on after so many. */
const mostProblems = 50;

/** Reads the text of a `*.recipe.yaml`. */
export function readRecipe(text: string): ReadRecipe {
  const { root, problems } = readNodes(text);
  if (problems.length > 0) return broken(problems);
  if (root?.kind !== "map") {
    return broken([
      error(
        { start: 0, end: 0 },
        l10n.t('A recipe begins with its keys: "source", "format" and the fields of its records.'),
      ),
    ]);
  }
  const found: RecipeProblem[] = [];
  const note = (problem: RecipeProblem): void => void found.push(problem);
  const format = formatIn(root);
  checkKeys(
    root,
    { ...recipeKeys, ...(format === undefined ? everyField() : fieldKeys(format)) },
    note,
  );
  checkRequired(root, note);
  const fields = fieldsOf(root, format, note);
  if (format !== undefined) checkFields(root, { format, fields }, note);
  if (found.length > 0 || format === undefined) return broken(found);
  const recipe = recipeOf(root, fields, note);
  return found.some(({ severity }) => severity === "error")
    ? broken(found)
    : { kind: "good", recipe };
}

function broken(problems: readonly RecipeProblem[]): ReadRecipe {
  const inOrder = problems.toSorted((a, b) => a.span.start - b.span.start);
  return { kind: "broken", problems: inOrder.slice(0, mostProblems) };
}

type MapNode = Extract<RecipeNode, { kind: "map" }>;

/** The member of an object with a name. */
export function memberOf(node: RecipeNode | undefined, name: string): RecipeMember | undefined {
  return node?.kind === "map" ? node.members.find((member) => member.name === name) : undefined;
}

function formatIn(root: MapNode): FormatId | undefined {
  const node = memberOf(root, "format")?.value;
  const name = node?.kind === "scalar" ? node.text.value : undefined;
  return name !== undefined && isFormatId(name) ? name : undefined;
}

function isFormatId(name: string): name is FormatId {
  return Object.hasOwn(formatTable, name);
}

function everyField(): RecipeKeys {
  return Object.assign(
    {},
    ...Object.keys(formatTable).filter(isFormatId).map(fieldKeys),
  ) as RecipeKeys;
}

function checkRequired(root: MapNode, note: (problem: RecipeProblem) => void): void {
  const missing = ["source", "format"].filter((name) => memberOf(root, name) === undefined);
  const at = root.members[0]?.key ?? root.span;
  for (const name of missing) note(error(at, l10n.t('The recipe lacks "{0}".', name)));
}

function fieldsOf(
  root: MapNode,
  format: FormatId | undefined,
  note: (problem: RecipeProblem) => void,
): Recipe["fields"] {
  const record = memberOf(root, "record")?.value;
  const below = record?.kind === "map" ? record.members : [];
  const known = format === undefined ? {} : fieldKeys(format);
  const own = root.members.filter(
    ({ name }) => !Object.hasOwn(recipeKeys, name) && Object.hasOwn(known, name),
  );
  return [...own, ...below].map(({ name, key, value }) => ({
    name,
    key,
    value: templateTree(value, note),
  }));
}

interface CheckedFields {
  readonly format: FormatId;
  readonly fields: Recipe["fields"];
}

function checkFields(
  root: MapNode,
  { format, fields }: CheckedFields,
  note: (problem: RecipeProblem) => void,
): void {
  const at = memberOf(root, "format")?.value.span ?? root.span;
  const names = fields.map(({ name }) => name);
  const repeated = fields.find(({ name }, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) {
    note(error(repeated.key, l10n.t('The field "{0}" has two templates.', repeated.name)));
  }
  const short = fields.find(({ name }) => Object.hasOwn(conversationFields, name));
  const isShort = format === "chat" && short !== undefined;
  const messages = isShort ? conversationFaults(names, short.name) : missingFields(format, names);
  for (const message of messages) note(error(at, message));
}

function conversationFaults(names: readonly string[], short: string): readonly string[] {
  const hasAnswer = names.includes("completion") || names.includes("turns");
  return [
    ...(names.includes("messages") ? [l10n.t('Take either "messages" or "{0}".', short)] : []),
    ...(hasAnswer ? [] : [l10n.t('The recipe lacks "completion": what the assistant answers.')]),
  ];
}

function missingFields(format: FormatId, names: readonly string[]): readonly string[] {
  const empty = Object.fromEntries(names.map((name) => [name, ""]));
  const missing = formatTable[format].missingFields(empty);
  const messages = missing
    .filter(({ owner }) => owner.length === 0)
    .map(({ field }) =>
      l10n.t(
        'Records of the format "{0}" need the field "{1}": the recipe lacks its template.',
        format,
        field,
      ),
    );
  if (messages.length > 0 || names.length > 0) return messages;
  return [l10n.t("The recipe lacks the templates of the record's fields.")];
}
