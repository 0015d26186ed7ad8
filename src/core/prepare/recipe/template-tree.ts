import * as l10n from "@vscode/l10n";
import { error } from "./check-shape.js";
import type { RecipeNode } from "./recipe-nodes.js";
import type { PlacedText, RecipeProblem, TemplateTree } from "./recipe.js";

type Note = (problem: RecipeProblem) => void;

/** What an item of a list is called in the templates below `each`. */
export const defaultItemName = "item";

/** Members of an object that say how it is made; they are in no record. */
const directives: ReadonlySet<string> = new Set(["each", "as", "when"]);

/** A value of a recipe as templates. */
export function templateTree(node: RecipeNode, note: Note): TemplateTree {
  const { span } = node;
  if (node.kind === "scalar") {
    if (typeof node.value === "string") return { kind: "template", text: node.text };
    return { kind: "constant", value: node.value, span };
  }
  if (node.kind === "list") {
    return { kind: "list", items: node.items.map((item) => templateTree(item, note)), span };
  }
  const list = directive(node, "each", note);
  const as = directive(node, "as", note);
  return {
    kind: "object",
    span,
    each: list && { list, as: as?.value ?? defaultItemName },
    when: directive(node, "when", note),
    members: node.members
      .filter(({ name }) => !directives.has(name))
      .map(({ name, key, value }) => ({ name, key, value: templateTree(value, note) })),
  };
}

function directive(
  { members }: Extract<RecipeNode, { kind: "map" }>,
  name: string,
  note: Note,
): PlacedText | undefined {
  const found = members.find((member) => member.name === name)?.value;
  if (found === undefined) return undefined;
  if (found.kind === "scalar" && typeof found.value === "string") return found.text;
  note(error(found.span, l10n.t("A text is needed here.")));
  return undefined;
}
