import { createHash } from "node:crypto";
import { realpathSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { LaunchDisk, RecipeOutput } from "../../core/launch/look-at-launch.js";
import { readRecipe } from "../../core/prepare/recipe/read-recipe.js";
import type { SplitName } from "../../core/prepare/recipe/recipe.js";
import { readManifest } from "../prepare/manifest.js";
import { recipeText } from "../prepare/open-recipe.js";
import { outputPaths } from "../prepare/recipe-paths.js";
import { systemErrorCode, UserError } from "../user-error.js";

/** The disk as a launch file at a path sees it. */
export function launchDisk(launchPath: string): LaunchDisk {
  const folder = dirname(resolve(launchPath));
  return {
    resolve: (path) => resolve(folder, path),
    kindOf,
    identity: realPath,
    outputOf,
  };
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    return path;
  }
}

function kindOf(path: string): "file" | "nothing" | "other" {
  try {
    return statSync(path).isFile() ? "file" : "other";
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    return "nothing";
  }
}

function outputOf(recipePath: string, split: SplitName): RecipeOutput {
  try {
    const text = recipeText(recipePath);
    const read = readRecipe(text);
    if (read.kind === "broken") return { kind: "broken" };
    const { recipe } = read;
    if (split !== "train" && recipe.split?.sizes.has(split) !== true) return { kind: "noPart" };
    const paths = outputPaths(recipe, recipePath, undefined);
    const manifest = readManifest(paths.manifest);
    const path = paths.of(split);
    if (kindOf(path) !== "file" || manifest === undefined) return { kind: "notMade" };
    const isCurrent = manifest.recipe.sha256 === createHash("sha256").update(text).digest("hex");
    return { kind: "made", path, isCurrent };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { kind: "broken" };
  }
}
