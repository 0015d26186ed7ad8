import type { JsonProblem } from "../json/json-problem.js";
import { parseJson } from "../json/parse-json.js";
import { readLine } from "./read-line.js";

/**
 * How a file is laid out: one record on each line, or JSON that stands over several lines, which
 * is no dataset yet. In the second case its lines make no sense one by one.
 */
export type Layout = "lines" | "document";

const linesToLookAt = 50;

/**
 * Tells the layout from the first lines. A document is recognised where the first line with
 * anything on it opens a bracket that it does not close, and the lines behind it go on with that.
 */
export function layoutOf(lines: Iterable<string>): Layout {
  const first: string[] = [];
  for (const text of lines) {
    if (first.length > 0 || text.trim() !== "") first.push(text);
    if (first.length === 1 && !opensBracket(text)) return "lines";
    if (first.length === linesToLookAt) break;
  }
  return first.length > 1 && goesOn(first) ? "document" : "lines";
}

function opensBracket(text: string): boolean {
  const read = readLine(text);
  return read.kind === "broken" && isOpen(read.problem);
}

function isOpen({ kind, inString, closers }: JsonProblem): boolean {
  return kind === "unexpected-end" && !inString && closers !== "";
}

/** Whether lines together are JSON, the start of JSON, or several values one behind the other. */
function goesOn(lines: readonly string[]): boolean {
  const result = parseJson(lines.join("\n"));
  if (result.kind === "tree") return true;
  const firstLength = lines[0]?.length ?? 0;
  const { problem } = result;
  return isOpen(problem) || (problem.kind === "second-value" && problem.span.start > firstLength);
}
