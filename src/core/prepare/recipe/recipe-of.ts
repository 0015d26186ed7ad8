import * as l10n from "@vscode/l10n";
import type { FormatId } from "../../formats/format.js";
import { formatTable } from "../../formats/index.js";
import type { Span } from "../../json/span.js";
import { isTargetId } from "../../targets/index.js";
import { error } from "./check-shape.js";
import type { RecipeMember, RecipeNode } from "./recipe-nodes.js";
import type {
  BalanceStep,
  Conflicts,
  DuplicateKind,
  KeepStep,
  LabelStep,
  Placed,
  PlacedText,
  Recipe,
  RecipeProblem,
  SplitName,
  SplitSize,
  SplitStep,
} from "./recipe.js";
import { splitNames } from "./recipe.js";

type Note = (problem: RecipeProblem) => void;

/** The seed of a recipe that names none. */
export const defaultSeed = 42;

const defaultThreshold = 0.7;

/** What nodes of the right shape say. Notes what does not go together. */
export function recipeOf(root: RecipeNode, fields: Recipe["fields"], note: Note): Recipe {
  const target = textIn(root, "target");
  const columns = membersIn(valueIn(root, "columns")).map(
    ({ name, value }) => [name, textOf(value)] as const,
  );
  const recipe: Recipe = {
    source: placedList(valueIn(root, "source")),
    where: textIn(root, "where"),
    columns: new Map(columns),
    format: formatOf(root),
    target: target && isTargetId(target.value) ? { ...target, value: target.value } : undefined,
    model: textIn(root, "model"),
    tokenizer: textIn(root, "tokenizer"),
    labels: labelsOf(valueIn(root, "labels"), note),
    fields,
    keep: keepOf(valueIn(root, "keep")),
    deduplicate: deduplicateOf(valueIn(root, "deduplicate")),
    conflicts: (textIn(root, "conflicts")?.value ?? "error") as Conflicts, // its shape was checked
    split: splitOf(valueIn(root, "split"), note),
    balance: balanceOf(valueIn(root, "balance")),
    shuffle: shuffleOf(valueIn(root, "shuffle")),
    output: outputOf(valueIn(root, "output")),
  };
  checkTogether(recipe, note);
  return recipe;
}

function checkTogether({ keep, split, balance }: Recipe, note: Note): void {
  if (split?.time !== undefined && split.stratify.length > 0) {
    const message = l10n.t('Parts of one time cannot be stratified: take "time" or "stratify".');
    note(error(split.time.span, message));
  }
  if (balance !== undefined && isReversed(balance.minimumPerLabel, balance.maximumPerLabel)) {
    note(error(balance.span, l10n.t('"minimumPerLabel" is more than "maximumPerLabel".')));
  }
  const { minimumTokens, maximumTokens, minimumCharacters, maximumCharacters, span } = keep;
  if (
    isReversed(minimumTokens, maximumTokens) ||
    isReversed(minimumCharacters, maximumCharacters)
  ) {
    note(error(span, l10n.t("The least of what is kept is more than the most.")));
  }
}

function isReversed(least = 0, most = Infinity): boolean {
  return least > most;
}

function formatOf(root: RecipeNode): Placed<FormatId> {
  const text = textIn(root, "format");
  const id = Object.keys(formatTable).find((name) => name === text?.value) ?? "prompt-completion";
  // A key of the table.
  return { value: id as FormatId, span: text?.span ?? { start: 0, end: 0 } };
}

function labelsOf(node: RecipeNode | undefined, note: Note): LabelStep | undefined {
  const column = textIn(node, "column");
  if (node === undefined) return undefined;
  if (column === undefined) {
    note(error(node.span, l10n.t('"labels" needs "column": the column that holds them.')));
    return undefined;
  }
  const renamed = new Map<string, Placed<string>>();
  const rename = (label: string, place: Placed<string>): void => {
    if (renamed.has(label))
      note(error(place.span, l10n.t('The label "{0}" gets two new names.', label)));
    renamed.set(label, place);
  };
  for (const { name, key, value } of membersIn(valueIn(node, "map"))) {
    rename(name, { value: textOf(value).value, span: key });
  }
  for (const { name, value } of membersIn(valueIn(node, "merge"))) {
    for (const old of placedList(value)) rename(old.value, { value: name, span: old.span });
  }
  const dropped = placedList(valueIn(node, "drop")).map(
    ({ value, span }) => [value, span] as const,
  );
  return { column, renamed, dropped: new Map(dropped) };
}

function keepOf(node: RecipeNode | undefined): KeepStep {
  return {
    minimumTokens: numberIn(node, "minimumTokens"),
    maximumTokens: numberIn(node, "maximumTokens"),
    minimumCharacters: numberIn(node, "minimumCharacters"),
    maximumCharacters: numberIn(node, "maximumCharacters"),
    nonEmpty: placedList(valueIn(node, "nonEmpty")),
    span: node?.span ?? { start: 0, end: 0 },
  };
}

function deduplicateOf(node: RecipeNode | undefined): Recipe["deduplicate"] {
  const by = node?.kind === "scalar" ? node.text.value : textIn(node, "by")?.value;
  return {
    by: (by ?? "record") as DuplicateKind, // its shape was checked
    threshold: numberIn(node, "threshold") ?? defaultThreshold,
    span: node?.span,
  };
}

function splitOf(node: RecipeNode | undefined, note: Note): SplitStep | undefined {
  if (node === undefined) return undefined;
  return {
    span: node.span,
    sizes: sizesOf(node, note),
    stratify: placedList(valueIn(node, "stratify")),
    group: placedList(valueIn(node, "group")),
    time: textIn(node, "time"),
  };
}

function sizesOf(node: RecipeNode, note: Note): SplitStep["sizes"] {
  const sizes = new Map<SplitName, SplitSize>();
  for (const name of splitNames) {
    const size = valueIn(node, name);
    const value = numberIn(node, name);
    if (size === undefined || value === undefined) continue;
    sizes.set(name, { kind: value < 1 ? "share" : "count", value, span: size.span });
  }
  checkSizes(sizes, node, note);
  return sizes;
}

function checkSizes(sizes: SplitStep["sizes"], node: RecipeNode, note: Note): void {
  for (const { kind, value, span } of sizes.values()) {
    if (kind === "share" || Number.isSafeInteger(value)) continue;
    note(error(span, l10n.t("A share is below 1, a number of records is a whole one.")));
  }
  const shares = [...sizes.values()].filter(({ kind }) => kind === "share");
  // Shares such as 0.7, 0.2 and 0.1 are a little more than 1 together.
  if (shares.reduce((sum, { value }) => sum + value, 0) > 1 + 1e-9) {
    note(error(shares.at(-1)?.span ?? node.span, l10n.t("The shares are more than 1 together.")));
  }
  if (sizes.size === 0) {
    const message = l10n.t('"split" says how large "train", "validation" and "test" are.');
    note(error(node.span, message));
  }
}

function balanceOf(node: RecipeNode | undefined): BalanceStep | undefined {
  if (node === undefined) return undefined;
  const weights = valueIn(node, "weights");
  return {
    span: node.span,
    maximumPerLabel: numberIn(node, "maximumPerLabel"),
    minimumPerLabel: numberIn(node, "minimumPerLabel"),
    hasWeights: weights?.kind === "scalar" && weights.value === true,
  };
}

function shuffleOf(node: RecipeNode | undefined): Recipe["shuffle"] {
  const isOff = node?.kind === "scalar" && node.value === false;
  return { isOn: !isOff, seed: numberIn(node, "seed") ?? defaultSeed };
}

function outputOf(node: RecipeNode | undefined): Recipe["output"] {
  if (node?.kind !== "map") {
    return { kind: "stem", stem: node?.kind === "scalar" ? node.text.value : undefined };
  }
  const paths = splitNames.flatMap((name) => {
    const path = textIn(node, name);
    return path === undefined ? [] : [[name, path] as const];
  });
  return { kind: "paths", paths: new Map(paths) };
}

function membersIn(node: RecipeNode | undefined): readonly RecipeMember[] {
  return node?.kind === "map" ? node.members : [];
}

function valueIn(node: RecipeNode | undefined, name: string): RecipeNode | undefined {
  return membersIn(node).find((member) => member.name === name)?.value;
}

function textIn(node: RecipeNode | undefined, name: string): PlacedText | undefined {
  const value = valueIn(node, name);
  return value?.kind === "scalar" ? value.text : undefined;
}

function numberIn(node: RecipeNode | undefined, name: string): number | undefined {
  const value = valueIn(node, name);
  return value?.kind === "scalar" && typeof value.value === "number" ? value.value : undefined;
}

function textOf(node: RecipeNode): PlacedText {
  if (node.kind === "scalar") return node.text;
  return { value: "", span: node.span, place: (): Span => node.span };
}

/** One value or a list of them. */
function placedList(node: RecipeNode | undefined): readonly Placed<string>[] {
  if (node === undefined) return [];
  return node.kind === "list" ? node.items.map(textOf) : [textOf(node)];
}
