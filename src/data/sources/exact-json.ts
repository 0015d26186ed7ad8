import type { Cell } from "../../core/prepare/source-rows.js";

/** A number that may be larger than a double holds exactly. */
const manyDigits = /\d{16}/;
/** Strings and numbers of a JSON text. */
const scalars = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;
const largest = 2n ** 127n;

/**
 * Parses JSON; whole numbers that a double does not hold become bigints.
 *
 * @throws a SyntaxError where it is not JSON
 */
export function exactJson(text: string): Cell {
  // What JSON.parse returns is what a Cell may be.
  const value = JSON.parse(text) as Cell;
  if (!manyDigits.test(text) || !hasLargeNumber(text)) return value;
  const mark = `${unusedMark(text)}:`;
  const marked = text.replaceAll(scalars, (scalar) =>
    isLargeNumber(scalar) ? JSON.stringify(mark + scalar) : scalar,
  );
  return withBigints(JSON.parse(marked) as Cell, mark);
}

function hasLargeNumber(text: string): boolean {
  return text.match(scalars)?.some(isLargeNumber) === true;
}

function isLargeNumber(scalar: string): boolean {
  if (!/^-?\d{16,39}$/.test(scalar)) return false;
  const value = BigInt(scalar);
  return !Number.isSafeInteger(Number(value)) && value < largest && value > -largest;
}

/** Text that is nowhere in another one. */
function unusedMark(text: string): string {
  let mark = "large";
  while (text.includes(mark)) mark += "r";
  return mark;
}

function withBigints(cell: Cell, mark: string): Cell {
  if (typeof cell === "string")
    return cell.startsWith(mark) ? BigInt(cell.slice(mark.length)) : cell;
  if (Array.isArray(cell)) return cell.map((item: Cell) => withBigints(item, mark));
  if (typeof cell !== "object" || cell === null) return cell;
  const entries = Object.entries(cell).map(
    ([name, item]) => [name, withBigints(item, mark)] as const,
  );
  return Object.fromEntries(entries);
}
