import type { SourceProblem } from "../core/prepare/source-rows.js";

/** What is wrong with a source, with its row, as one line. */
export function problemText({ path, row, message }: SourceProblem): string {
  return `${path}${row === undefined ? "" : `, row ${row}`}: ${message}`;
}
