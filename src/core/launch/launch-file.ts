import type { Span } from "../json/span.js";
import type { Placed, RecipeProblem } from "../prepare/recipe/recipe.js";
import type { LaunchKey } from "./launch-options.js";

/** What a launch file says of a key: the text as it is written. */
export interface LaunchValue extends Placed<string> {
  readonly key: Span;
}

/** What a launch file says. */
export type LaunchValues = ReadonlyMap<LaunchKey, LaunchValue>;

/** Something to be said of a launch file. */
export type LaunchProblem = RecipeProblem;

/** The place of what the file does not say, but its caller. */
export const elsewhere: Span = { start: -1, end: -1 };

/** Values with others in place of those of the same keys; `model` and `from` replace one another. */
export function withOthers(
  values: LaunchValues,
  others: Readonly<Partial<Record<LaunchKey, string>>>,
): LaunchValues {
  const merged = new Map(values);
  if (others.model !== undefined || others.from !== undefined) {
    merged.delete("model");
    merged.delete("from");
  }
  // The entries are those of its type.
  for (const [key, value] of Object.entries(others) as [LaunchKey, string | undefined][]) {
    if (value !== undefined) merged.set(key, { value, span: elsewhere, key: elsewhere });
  }
  return merged;
}
