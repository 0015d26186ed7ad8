import { formatTable } from "../../formats/index.js";
import type { FormatId } from "../../formats/format.js";
import { fieldKeys } from "../recipe/field-keys.js";
import { recipeKeys } from "../recipe/recipe-keys.js";
import type { RecipeKey, RecipeKeys, Shape } from "../recipe/recipe-shape.js";

/** The keys that a recipe may have at its top, by the format that its text names. */
export function topKeys(text: string): RecipeKeys {
  const name = /^format:\s*["']?([\w-]+)/m.exec(text)?.[1] ?? "";
  if (isFormatId(name)) return { ...recipeKeys, ...fieldKeys(name) };
  return { ...recipeKeys, ...fieldKeys("chat"), ...fieldKeys("prompt-completion") };
}

function isFormatId(name: string): name is FormatId {
  return Object.hasOwn(formatTable, name);
}

/** The key at the end of a path. */
export function keyAt(path: readonly string[], keys: RecipeKeys): RecipeKey | undefined {
  const [first = "", ...rest] = path;
  const key = Object.hasOwn(keys, first) ? keys[first] : undefined;
  if (key === undefined || rest.length === 0) return key;
  return rest.length === 0 ? key : keyAt(rest, keysOf(key.shape));
}

/** The keys that may stand below a path. */
export function keysBelow(path: readonly string[], keys: RecipeKeys): RecipeKeys {
  if (path.length === 0) return keys;
  const key = keyAt(path, keys);
  return key === undefined ? {} : keysOf(key.shape);
}

function keysOf(shape: Shape): RecipeKeys {
  if (shape.kind === "object") return shape.keys;
  return shape.kind === "either"
    ? Object.fromEntries(shape.shapes.flatMap((one) => Object.entries(keysOf(one))))
    : {};
}

/** All that a shape may be, lists and alternatives opened. */
export function plainShapes(shape: Shape): readonly Shape[] {
  if (shape.kind === "either") return shape.shapes.flatMap(plainShapes);
  return shape.kind === "list" ? plainShapes(shape.of) : [shape];
}
