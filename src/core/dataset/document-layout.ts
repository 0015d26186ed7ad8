import type { JsonProblem } from "../json/json-problem.js";
import { parseJson } from "../json/parse-json.js";
import { readLine } from "./read-line.js";
import { looksLikeTable } from "./table-text.js";

/**
 * How a file is laid out: one record on each line, JSON that stands over several lines, or a table
 * of comma-separated values. In the last two cases it is no dataset yet, and its lines make no
 * sense one by one.
 */
export type Layout = "lines" | "document" | "table";

const linesToLookAt = 50;
/** A longer line is none of a document that people lay out, or of a table. */
const longestToLookAt = 100_000;

/**
 * Tells the layout from the first lines. A document is recognised where the first line with
 * anything on it opens a bracket that it does not close, and the lines behind it go on with that.
 */
export function layoutOf(lines: Iterable<string>): Layout {
  const first = firstLines(lines);
  const [start] = first;
  if (start === undefined || isRecord(start)) return "lines";
  if (first.some((text) => text.length > longestToLookAt)) return "lines";
  if (first.length > 1 && opensBracket(start) && goesOn(first)) return "document";
  return looksLikeTable(first) ? "table" : "lines";
}

/** The lines to look at, from the first with anything on it; no more than that one if it is a record. */
function firstLines(lines: Iterable<string>): readonly string[] {
  const first: string[] = [];
  for (const text of lines) {
    if (first.length === 0 && text.trim() === "") continue;
    first.push(text);
    const isEnough = first.length === linesToLookAt || text.length > longestToLookAt;
    if (isEnough || (first.length === 1 && isRecord(text))) break;
  }
  return first;
}

function isRecord(text: string): boolean {
  return text.length <= longestToLookAt && readLine(text).kind === "record";
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
