import type { DuckDBType, DuckDBValue } from "@duckdb/node-api";
import type { Cell } from "../../core/prepare/source-rows.js";
import type { Engine } from "./engine.js";
import { exactJson } from "./exact-json.js";

/**
 * What the engine's values are as cells. Whole numbers that a double holds are numbers, larger ones
 * bigints; fractions of decimals are numbers where a double says the same, else text; dates and
 * times are text as SQL writes them, bytes are base64.
 */
export function engineCells({ duckdb }: Pick<Engine, "duckdb">): (value: DuckDBValue) => Cell {
  const cell = (value: DuckDBValue): Cell => {
    if (value === null || typeof value === "string" || typeof value === "boolean") return value;
    // SQL knows numbers that JSON does not.
    if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
    if (typeof value === "bigint") return plainInteger(value);
    return nested(value) ?? scalar(value);
  };
  const nested = (
    value: Exclude<DuckDBValue, null | boolean | number | bigint | string>,
  ): Cell | undefined => {
    if (value instanceof duckdb.DuckDBListValue || value instanceof duckdb.DuckDBArrayValue) {
      return value.items.map(cell);
    }
    if (value instanceof duckdb.DuckDBStructValue) {
      const entries = Object.entries(value.entries);
      return Object.fromEntries(entries.map(([name, item]) => [name, cell(item)]));
    }
    if (value instanceof duckdb.DuckDBMapValue) {
      return Object.fromEntries(
        value.entries.map(({ key, value: item }) => [keyText(cell(key)), cell(item)]),
      );
    }
    if (value instanceof duckdb.DuckDBUnionValue) return cell(value.value);
    return undefined;
  };
  const scalar = (value: Exclude<DuckDBValue, null | boolean | number | bigint | string>): Cell => {
    if (value instanceof duckdb.DuckDBBlobValue) return Buffer.from(value.bytes).toString("base64");
    if (value instanceof duckdb.DuckDBDecimalValue) return plainDecimal(value.toString());
    return value.toString();
  };
  return cell;
}

/** Reads values of a column; the engine's JSON comes as text. */
export function cellReader(
  engine: Pick<Engine, "duckdb">,
  type: DuckDBType,
): (value: DuckDBValue) => Cell {
  if (type.alias === "JSON")
    return (value) => (typeof value === "string" ? exactJson(value) : null);
  return engineCells(engine);
}

function plainInteger(value: bigint): Cell {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function plainDecimal(text: string): Cell {
  const trimmed = text.includes(".") ? text.replace(/\.?0+$/, "") : text;
  return String(Number(trimmed)) === trimmed ? Number(trimmed) : text;
}

function keyText(key: Cell): string {
  return typeof key === "string"
    ? key
    : JSON.stringify(key, (_name, value: unknown) =>
        typeof value === "bigint" ? String(value) : value,
      );
}
