import * as l10n from "@vscode/l10n";
import { grouped } from "../../grouped.js";
import { examplesBefore } from "../../dataset/few-shot.js";
import { formatTable } from "../../formats/index.js";
import { targetById } from "../../targets/index.js";
import { defaultTarget } from "../../targets/readers.js";
import type { Target } from "../../targets/target.js";
import type { PlacedText, Recipe, RecipeProblem } from "../recipe/recipe.js";
import type { TemplateTag } from "../templates/template-tags.js";
import { tagsIn } from "../templates/template-tags.js";

/** The text with which every prompt of a recipe ends, and where it stands in the template. */
export interface TemplateSeparator {
  readonly text: PlacedText;
  readonly start: number;
  readonly value: string;
}

/** What a recipe's templates do that its target would be worse for: without any data. */
export function templateFindings(recipe: Recipe): readonly RecipeProblem[] {
  if (recipe.format.value !== "prompt-completion") return [];
  const target = targetOf(recipe);
  const prompt = ownTemplate(recipe, "prompt");
  const completion = ownTemplate(recipe, "completion");
  return [
    ...(prompt === undefined ? [] : promptFindings(prompt, target)),
    ...(completion === undefined ? [] : completionFindings(completion, target)),
  ];
}

/** The text behind the last tag of the prompt's template; `undefined` where nothing stands there. */
export function separatorOf(recipe: Recipe): TemplateSeparator | undefined {
  const text =
    recipe.format.value === "prompt-completion" ? fieldText(recipe, "prompt") : undefined;
  const last = text && tagsIn(text.value).at(-1);
  if (text === undefined || last === undefined || last.kind === "statement") return undefined;
  const value = text.value.slice(last.end);
  return value.trim() === "" ? undefined : { text, start: last.end, value };
}

function targetOf(recipe: Recipe): Target {
  const chosen = recipe.target && targetById(recipe.target.value);
  return chosen ?? defaultTarget(formatTable[recipe.format.value]);
}

function fieldText({ fields }: Recipe, name: string): PlacedText | undefined {
  const value = fields.find((field) => field.name === name)?.value;
  return value?.kind === "template" ? value.text : undefined;
}

/** A template, but for one that takes over what the source has under the same name: that is judged by the records. */
function ownTemplate(recipe: Recipe, name: "completion" | "prompt"): PlacedText | undefined {
  const text = fieldText(recipe, name);
  const tag = text && /^\{\{\s*(\w+)\s*\}\}$/.exec(text.value);
  return tag?.[1] === name ? undefined : text;
}

function promptFindings(text: PlacedText, target: Target): readonly RecipeProblem[] {
  const tags = tagsIn(text.value);
  const problem = target.needsSeparator ? separatorFinding(text, tags.at(-1)) : undefined;
  const examples = examplesBefore(text.value, tags[0]?.start ?? text.value.length);
  if (examples === undefined) return problem === undefined ? [] : [problem];
  const message = l10n.t(
    "{0} examples stand in every prompt: a tuned model needs none, and every token of them costs.",
    grouped(examples.count),
  );
  const span = text.place(examples.start, examples.end);
  return [...(problem === undefined ? [] : [problem]), { span, message, severity: "warning" }];
}

/** White space behind the separator, or none at all behind the last tag. */
function separatorFinding(
  text: PlacedText,
  last: TemplateTag | undefined,
): RecipeProblem | undefined {
  const { value } = text;
  const tail = last === undefined ? "" : value.slice(last.end);
  if (tail.trim() === "") {
    if (last?.kind !== "expression") return undefined;
    const message = l10n.t(
      "The prompt ends without a separator, such as {0}: a model would not know where it ends.",
      JSON.stringify("\n\n###\n\n"),
    );
    return { span: text.place(last.start, value.length), message, severity: "warning" };
  }
  const blanks = /[ \t]+$/.exec(tail)?.[0].length ?? 0;
  if (blanks === 0) return undefined;
  const message = l10n.t(
    "White space after the separator: the first token of the completion would no longer be the usual one.",
  );
  return { span: text.place(value.length - blanks, value.length), message, severity: "warning" };
}

function completionFindings(text: PlacedText, target: Target): readonly RecipeProblem[] {
  const first = text.value.charAt(0);
  if (!target.completionStartsWithSpace || first === "" || /\s/.test(first)) return [];
  const message = l10n.t("{0} wants completions that begin with a space.", target.title);
  return [{ span: text.place(0, 1), message, severity: "warning" }];
}
