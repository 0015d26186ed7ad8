import { formats } from "../formats/index.js";
import type { JsonProblem } from "../json/json-problem.js";
import { parseJson } from "../json/parse-json.js";
import { readLine } from "./read-line.js";
import { JsonSplitter } from "./json-splitter.js";
import { LayoutError } from "./layout-error.js";
import { looksLikeTable } from "./table-text.js";
import { decodeUtf8 } from "./utf8.js";

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
  if (start === undefined) return "lines";
  if (first.length === 1 && isListOfRecords(start)) return "document";
  if (isRecord(start)) return "lines";
  if (first.some((text) => text.length > longestToLookAt)) return "lines";
  if (first.length > 1 && opensBracket(start) && goesOn(first)) return "document";
  return looksLikeTable(first) ? "table" : "lines";
}

/** The lines to look at, from the first with anything on it; no more if that is a record of its own. */
function firstLines(lines: Iterable<string>): readonly string[] {
  const first: string[] = [];
  let isList = false;
  for (const text of lines) {
    const isToBePassed = first.length === 0 || isList;
    if (isToBePassed && text.trim() === "") continue;
    first.push(text);
    if (first.length === 1) isList = isWholeList(text);
    if (first.length === 1 ? !isList && endsLook(text) : isList || isEnough(first)) break;
  }
  return first;
}

/** Whether nothing behind a first line has to be looked at. */
function endsLook(text: string): boolean {
  return text.length > longestToLookAt || isRecord(text);
}

function isEnough(first: readonly string[]): boolean {
  return first.length === linesToLookAt || (first.at(-1) ?? "").length > longestToLookAt;
}

/** Whether a line looks like a list of objects from its first character to its last. */
function isWholeList(text: string): boolean {
  return /^\s*\[\s*\{/.test(text) && text.trimEnd().endsWith("]");
}

/**
 * Whether a line is a whole list of records of training data, as tools write that know nothing of
 * lines. Of others nobody can say that their items are meant to be records.
 */
export function isListOfRecords(text: string): boolean {
  if (!isWholeList(text)) return false;
  let first: Uint8Array | undefined;
  const splitter = new JsonSplitter((record) => {
    first ??= record.slice();
  });
  try {
    splitter.push(new TextEncoder().encode(text.slice(0, longestToLookAt)));
  } catch (error) {
    if (!(error instanceof LayoutError)) throw error;
    return false;
  }
  const read = first === undefined ? undefined : readLine(decodeUtf8(first));
  const object = read?.kind === "record" ? read.record.object : undefined;
  return object !== undefined && formats.some((format) => format.matches(object));
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
