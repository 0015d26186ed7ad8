import * as l10n from "@vscode/l10n";
import { grouped } from "../../grouped.js";
import { nearName } from "../../config/near-name.js";
import type { Span } from "../../json/span.js";
import type { NumberShape, RecipeKeys, Shape } from "./recipe-shape.js";
import type { RecipeNode } from "./recipe-nodes.js";
import type { RecipeProblem } from "./recipe.js";

type Note = (problem: RecipeProblem) => void;

/** Says all that is wrong with a value of the recipe, each with its place. */
export function checkShape(node: RecipeNode, shape: Shape, note: Note): void {
  switch (shape.kind) {
    case "template":
      return;
    case "text":
    case "expression":
    case "label":
    case "boolean":
      if (!isPlainOf(node, shape.kind)) note(error(headOf(node), needed(shape.kind)));
      return;
    case "number":
      return checkNumber(node, shape, note);
    case "choice":
      return checkChoice(node, Object.keys(shape.values), note);
    case "list":
    case "map":
      return checkItems(node, shape, note);
    case "object":
      return checkKeys(node, shape.keys, note);
    case "either":
      return checkShape(node, chosenShape(node, shape.shapes), note);
  }
}

type PlainKind = "text" | "expression" | "label" | "boolean";

function isPlainOf(node: RecipeNode, kind: PlainKind): boolean {
  if (node.kind !== "scalar") return false;
  if (kind === "label") return true;
  if (kind === "boolean") return typeof node.value === "boolean";
  return typeof node.value === "string" && node.value.trim() !== "";
}

function needed(kind: PlainKind): string {
  if (kind === "label") return l10n.t("A label is needed here: one value.");
  return kind === "boolean"
    ? l10n.t("true or false is needed here.")
    : l10n.t("A text is needed here.");
}

function checkItems(
  node: RecipeNode,
  { kind, of }: Extract<Shape, { kind: "list" | "map" }>,
  note: Note,
): void {
  if (kind === "list") {
    if (node.kind !== "list") return note(error(headOf(node), l10n.t("A list is needed here.")));
    for (const item of node.items) checkShape(item, of, note);
    return;
  }
  if (node.kind !== "map") {
    return note(error(headOf(node), l10n.t("Names with values are needed here.")));
  }
  for (const { value } of node.members) checkShape(value, of, note);
}

/** Says what is wrong with an object that has these keys. */
export function checkKeys(node: RecipeNode, keys: RecipeKeys, note: Note): void {
  if (node.kind !== "map") {
    const known = Object.keys(keys).join(", ");
    return note(error(headOf(node), l10n.t("Keys with values are needed here: {0}.", known)));
  }
  for (const { name, key, value } of node.members) {
    const known = Object.hasOwn(keys, name) ? keys[name] : undefined;
    if (known !== undefined) checkShape(value, known.shape, note);
    else note(error(key, unknownKey(name, Object.keys(keys))));
  }
}

/** What to say of a name that is none of those known. */
export function unknownKey(name: string, known: readonly string[]): string {
  return l10n.t('There is no key "{0}" here.', shown(name)) + didYouMean(name, known);
}

/** The end of a sentence about a name that does not exist. */
export function didYouMean(name: string, known: readonly string[]): string {
  const near = nearName(name, known);
  if (near !== undefined) return ` ${l10n.t('Did you mean "{0}"?', near)}`;
  return known.length === 0 ? "" : ` ${l10n.t("These are known: {0}.", known.join(", "))}`;
}

function checkNumber(node: RecipeNode, shape: NumberShape, note: Note): void {
  const { isWhole, least, most = Infinity, isAbove } = shape;
  const value = node.kind === "scalar" ? node.value : undefined;
  if (typeof value === "number" && (Number.isSafeInteger(value) || !isWhole)) {
    if (value <= most && (isAbove === true ? value > least : value >= least)) return;
  }
  note(error(headOf(node), numberNeeded(shape)));
}

function numberNeeded({ isWhole, least, most, isAbove }: NumberShape): string {
  if (most !== undefined) {
    return isWhole
      ? l10n.t("A whole number from {0} to {1} is needed here.", grouped(least), grouped(most))
      : l10n.t("A number from {0} to {1} is needed here.", grouped(least), grouped(most));
  }
  if (isAbove === true) return l10n.t("A number above {0} is needed here.", grouped(least));
  return l10n.t("A whole number from {0} is needed here.", grouped(least));
}

function checkChoice(node: RecipeNode, values: readonly string[], note: Note): void {
  const value = node.kind === "scalar" ? node.text.value : undefined;
  if (value !== undefined && values.includes(value)) return;
  if (value === undefined || value === "") {
    return note(
      error(headOf(node), l10n.t("One of these is needed here: {0}.", values.join(", "))),
    );
  }
  note(
    error(node.span, l10n.t('"{0}" is not known here.', shown(value)) + didYouMean(value, values)),
  );
}

/** The first shape that takes a value of the node's kind; the first of all where none does. */
function chosenShape(node: RecipeNode, shapes: readonly Shape[]): Shape {
  const [first = { kind: "text" } as const] = shapes;
  return shapes.find((shape) => takesKind(node, shape)) ?? first;
}

function takesKind(node: RecipeNode, shape: Shape): boolean {
  switch (shape.kind) {
    case "list":
      return node.kind === "list";
    case "map":
    case "object":
      return node.kind === "map";
    case "boolean":
      return node.kind === "scalar" && typeof node.value === "boolean";
    case "number":
      return node.kind === "scalar" && typeof node.value === "number";
    case "either":
      return shape.shapes.some((one) => takesKind(node, one));
    default:
      return node.kind === "scalar";
  }
}

/** The place of a value that may go over many lines: its first character. */
function headOf({ kind, span }: RecipeNode): Span {
  return kind === "scalar" ? span : { start: span.start, end: span.start + 1 };
}

/** Something that keeps the recipe from running. */
export function error(span: Span, message: string): RecipeProblem {
  return { span, message, severity: "error" };
}

const longestShown = 60;

function shown(name: string): string {
  return name.length > longestShown ? `${name.slice(0, longestShown)}…` : name;
}
