import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { Recipe, SplitName } from "../../core/prepare/recipe/recipe.js";
import { recipeEndings } from "../../core/prepare/recipe/recipe-path.js";
import type { SourceRequest } from "../../core/prepare/source-rows.js";

/** Where a recipe's outputs go. */
export interface OutputPaths {
  readonly manifest: string;
  readonly of: (split: SplitName) => string;
}

/** A recipe's sources as whoever reads them wants them: paths count from the recipe's folder. */
export function sourceRequest(recipe: Recipe, recipePath: string): SourceRequest {
  const folder = dirname(resolve(recipePath));
  const columns = [...recipe.columns].map(([name, { value }]) => [name, value] as const);
  return {
    sources: recipe.source.map(({ value }) => (isAddress(value) ? value : resolve(folder, value))),
    where: recipe.where?.value,
    columns: Object.fromEntries(columns),
  };
}

/** Whether a source is an address and no path. */
export function isAddress(source: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(source);
}

/**
 * Where outputs go: beside the recipe, or as the recipe says, or all into one folder. A recipe
 * without parts has one output with no part's name in it.
 */
export function outputPaths(
  recipe: Recipe,
  recipePath: string,
  outputFolder: string | undefined,
): OutputPaths {
  const folder = dirname(resolve(recipePath));
  const name = recipeName(recipePath);
  const place = (path: string): string =>
    outputFolder === undefined ? resolve(folder, path) : join(outputFolder, basename(path));
  const { output } = recipe;
  if (output.kind === "stem") {
    const stem = place(output.stem ?? name);
    const of = (split: SplitName): string =>
      recipe.split === undefined ? `${stem}.jsonl` : `${stem}.${split}.jsonl`;
    return { manifest: `${stem}.manifest.json`, of };
  }
  const { paths } = output;
  const of = (split: SplitName): string =>
    place(paths.get(split)?.value ?? `${name}.${split}.jsonl`);
  return { manifest: join(dirname(of("train")), `${name}.manifest.json`), of };
}

function recipeName(path: string): string {
  const name = basename(path);
  const ending =
    recipeEndings.find((one) => name.toLowerCase().endsWith(one)) ??
    /\.ya?ml$/i.exec(name)?.[0] ??
    "";
  return name.slice(0, name.length - ending.length) || "dataset";
}

/** A path as a file sees it that lies in a folder, with `/`. */
export function pathFrom(folder: string, path: string): string {
  const seen = relative(folder, path);
  return (isAbsolute(seen) ? path : seen).split(sep).join("/");
}
