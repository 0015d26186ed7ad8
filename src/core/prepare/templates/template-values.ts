import type { JsonValue } from "../../json/json-node.js";
import type { Cell } from "../source-rows.js";

/** A cell as a template's value: nothing is an empty text, and whole numbers too large are texts. */
export function templateValue(cell: Cell): JsonValue {
  return cell === null ? "" : plainValue(cell);
}

/** A cell as JSON; a whole number beyond 2^53 is a text, which loses no digit. */
export function plainValue(cell: Cell): JsonValue {
  if (typeof cell === "bigint") {
    const number = Number(cell);
    return Number.isSafeInteger(number) ? number : String(cell);
  }
  if (typeof cell !== "object" || cell === null) return cell;
  if (isList(cell)) return cell.map(plainValue);
  return Object.fromEntries(
    Object.entries(cell).map(([name, member]) => [name, plainValue(member)]),
  );
}

function isList(cell: Cell): cell is readonly Cell[] {
  return Array.isArray(cell);
}

/** What a template writes for a cell; `undefined` for lists and objects. */
export function cellText(cell: Cell): string | undefined {
  if (cell === null) return "";
  return typeof cell === "object" ? undefined : String(cell);
}

/** What a cell says as one text: a list or an object as JSON. */
export function keyText(cell: Cell): string {
  return cellText(cell) ?? JSON.stringify(plainValue(cell));
}

interface RuntimeValue {
  readonly type: string;
  readonly value: unknown;
}

function isRuntimeValue(value: unknown): value is RuntimeValue {
  return typeof value === "object" && value !== null && "type" in value && "value" in value;
}

/** A value of the template language as JSON; texts for functions and the like. */
export function jsonOf(found: unknown): JsonValue {
  if (!isRuntimeValue(found)) return null;
  const { value } = found;
  if (Array.isArray(value)) return value.map(jsonOf);
  if (value instanceof Map) {
    return Object.fromEntries([...value].map(([name, member]) => [String(name), jsonOf(member)]));
  }
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return value;
  return null;
}
