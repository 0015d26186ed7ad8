import type { RecipeProblem } from "../../core/prepare/recipe/recipe.js";

/** A problem of a file with its place: line and column from 1, columns in UTF-16 units. */
export function problemLine(
  name: string,
  text: string,
  { span, severity, message }: RecipeProblem,
): string {
  const before = text.slice(0, span.start);
  const line = before.split("\n").length;
  const column = span.start - (before.lastIndexOf("\n") + 1) + 1;
  return `${name}:${line}:${column} ${severity} ${message}`;
}
