import type { ParseResult } from "papaparse";
import Papa from "papaparse";

/** A table that was read from text: comma-separated values or the like. */
export interface TextTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The first row (from 1, the header is 1) with a quote that does not end as it should. */
  readonly badQuotesInRow: number | undefined;
}

const delimiters = [",", "\t", ";", "|"];
const fewestRows = 2;

/**
 * Whether the first lines of a file are those of a table: a header of plain distinct names, and
 * rows with as many fields. The last line may be cut.
 */
export function looksLikeTable(firstLines: readonly string[]): boolean {
  const lines = firstLines.slice(0, 50);
  const [first = ""] = lines;
  if (/^\s*[[{"\d-]/.test(first) && !/^"[\w ]+"[,;\t|]/.test(first)) return false;
  const { data, errors } = parse(lines.join("\n"));
  const [header = [], ...rows] = data;
  if (header.length < 2 || rows.length < fewestRows || !isHeader(header)) return false;
  if (errors.some(({ type }) => type === "Delimiter")) return false;
  return rows.slice(0, -1).every((row) => row.length === header.length);
}

/** Names, each once. The first column may have none: pandas numbers rows like that. */
function isHeader([first = "", ...names]: readonly string[]): boolean {
  const isName = (name: string): boolean => /^[\w ./()-]{1,64}$/.test(name);
  const isUnique = new Set([first, ...names]).size === names.length + 1;
  return isUnique && (first === "" || isName(first)) && names.every(isName);
}

/** Reads a whole table. Empty lines do not count. */
export function readTable(text: string): TextTable {
  const { data, errors } = parse(text);
  const [header = [], ...rows] = data;
  const quotes = errors.find(({ type }) => type === "Quotes");
  return { header, rows, badQuotesInRow: quotes === undefined ? undefined : (quotes.row ?? 0) + 1 };
}

function parse(text: string): ParseResult<string[]> {
  return Papa.parse<string[]>(text.replace(/^\uFEFF/, ""), {
    delimitersToGuess: delimiters,
    skipEmptyLines: true,
  });
}
