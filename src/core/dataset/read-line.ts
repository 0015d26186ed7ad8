import type { JsonProblem } from "../json/json-problem.js";
import type { JsonValue } from "../json/json-node.js";
import { parseJson } from "../json/parse-json.js";
import { DatasetRecord } from "./record.js";

/** What one line of a dataset is. */
export type ReadLine =
  | { readonly kind: "blank" }
  | { readonly kind: "record"; readonly record: DatasetRecord }
  | { readonly kind: "broken"; readonly problem: JsonProblem };

/**
 * Reads a line without its ending. White space alone is blank; all else is a record or broken.
 * `isScanned` says that the scanner has taken it for a record.
 */
export function readLine(text: string, isScanned = false): ReadLine {
  if (text === "") return { kind: "blank" };
  let value: JsonValue;
  try {
    // JSON.parse returns nothing but JSON values.
    value = JSON.parse(text) as JsonValue;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return readBroken(text);
  }
  return { kind: "record", record: new DatasetRecord(text, value, isScanned) };
}

function readBroken(text: string): ReadLine {
  if (text.trim() === "") return { kind: "blank" };
  const result = parseJson(text);
  if (result.kind === "problem") return { kind: "broken", problem: result.problem };
  throw new Error("The parser accepted a line that JSON.parse refuses.");
}
