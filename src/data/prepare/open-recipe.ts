import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { CompiledRecipe } from "../../core/prepare/records/compile-recipe.js";
import { compileRecipe } from "../../core/prepare/records/compile-recipe.js";
import { readRecipe } from "../../core/prepare/recipe/read-recipe.js";
import type { RecipeProblem } from "../../core/prepare/recipe/recipe.js";
import type { OpenSource, SourceRows } from "../../core/prepare/source-rows.js";
import type { Tokenizers } from "../../core/tokens/tokenizers.js";
import { describeSystemError, UserError } from "../user-error.js";
import { sourceRequest } from "./recipe-paths.js";

/** A recipe whose sources are open. Close the rows. */
export interface OpenedRecipe {
  readonly kind: "opened";
  readonly text: string;
  readonly compiled: CompiledRecipe;
  readonly rows: SourceRows;
}

/** What a recipe is opened with. */
export interface RecipeHost {
  readonly openSource: OpenSource;
  readonly tokenizers: Tokenizers | undefined;
}

/** A recipe's text without byte order mark. Throws a `UserError` that says why it cannot be read. */
export function recipeText(path: string, name = path): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new UserError(describeSystemError(error, name));
  }
}

/** Reads a recipe and opens its sources, or says all that is wrong. Throws a `UserError`. */
export async function openRecipe(
  path: string,
  text: string,
  { openSource, tokenizers }: RecipeHost,
): Promise<
  OpenedRecipe | { readonly kind: "broken"; readonly problems: readonly RecipeProblem[] }
> {
  const read = readRecipe(text);
  if (read.kind === "broken") return read;
  const rows = await openSource(sourceRequest(read.recipe, path));
  const pathOf = (tokenizer: string): string => resolve(dirname(resolve(path)), tokenizer);
  const compiled = compileRecipe(read.recipe, rows.columns, { tokenizers, pathOf });
  if (!("length" in compiled)) return { kind: "opened", text, compiled, rows };
  await rows.close();
  return { kind: "broken", problems: compiled };
}
