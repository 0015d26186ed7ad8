import type { ScoreFact } from "./score-fact.js";

/** The columns of a table of scores. */
export const scoreColumns = [
  "line",
  "expected",
  "predicted",
  "predictedProbability",
  "expectedProbability",
  "margin",
  "method",
  "tokens",
  "logprob",
  "atMost",
  "perToken",
  "perplexity",
  "provider",
  "model",
  "hash",
] as const satisfies readonly (keyof ScoreFact)[];

/** What programs for tables would take for a formula (owasp.org/www-community/attacks/CSV_Injection). */
const formula = /^[=+\-@\t\r]/;

/**
 * A row of a table, as RFC 4180 has it. Texts that programs for tables would run get an apostrophe:
 * what records say is other people's.
 */
export function csvRow(values: readonly (number | string | null)[]): string {
  return `${values.map(cell).join(",")}\r\n`;
}

function cell(value: number | string | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
