import type { Cell } from "../source-rows.js";
import { keyText } from "../templates/template-values.js";

/**
 * Cells of a column as the texts that OpenAI's tool made of them: `True` and `False`, and of
 * numbers, where all values of the column are numbers and one has a fraction, all with a fraction.
 * Nothing is an empty text. What is nested is written as JSON.
 */
export function columnTexts(cells: readonly Cell[]): readonly string[] {
  const areNumbers = cells.every((cell) => cell === null || typeof cell === "number");
  const hasFraction = cells.some((cell) => typeof cell === "number" && !Number.isInteger(cell));
  const areFractions = areNumbers && hasFraction;
  return cells.map((cell) => pairText(cell, areFractions));
}

function pairText(cell: Cell, isFraction: boolean): string {
  if (typeof cell === "number") return numberText(cell, isFraction);
  if (typeof cell === "boolean") return cell ? "True" : "False";
  return keyText(cell);
}

/** The shortest text of a number as Python writes it: `1.0`, `1e-07`, `1e+16`. */
function numberText(value: number, isFraction: boolean): string {
  const size = Math.abs(value);
  if (Number.isInteger(value) && !isFraction) return String(value);
  if (size === 0 || (size >= 1e-4 && size < 1e16)) {
    return Number.isInteger(value) ? `${value}.0` : String(value);
  }
  return value.toExponential().replace(/e([+-])(\d)$/, "e$10$2");
}
