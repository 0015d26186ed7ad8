import type { DuckDBDataChunk, DuckDBType, DuckDBValue } from "@duckdb/node-api";
import type { Cell } from "../../core/prepare/source-rows.js";
import { UserError } from "../user-error.js";
import type { Engine } from "./engine.js";
import { sqlName } from "./engine.js";
import { cellReader } from "./engine-cell.js";
import { sqlTypeName } from "./engine-type.js";
import type { Expressions } from "./expressions.js";
import type {
  EngineTable,
  SourceTable,
  TableColumn,
  TableReading,
  TableRow,
} from "./source-table.js";

/** The engine's own size of a chunk. */
const chunkRows = 2048;

/**
 * Lets the engine compute expressions over rows that we read. It is given only the cells that the
 * expressions name, a batch at a time, and no file: the cells of a row stay what the reader made
 * of them.
 */
export function evaluatedTable(engine: Engine, table: SourceTable): EngineTable {
  return {
    select(expressions, signal) {
      const reading = table.read(signal);
      const rows = evaluatedRows(engine, { table, reading, expressions });
      return { rows, readCount: () => reading.readCount(), problems: reading.problems };
    },
    async types(expressions) {
      const batch = await engineBatch(engine, table, expressions);
      const types = await typesOf(engine, batch.query, table.path);
      await engine.connection.run(`DROP TABLE ${sqlName(batch.table)}`);
      return types.slice(1);
    },
  };
}

/**
 * The engine's types of a query's columns.
 *
 * @throws a `UserError` where the query does not fit its table
 */
export async function typesOf(
  engine: Engine,
  query: string,
  path: string,
): Promise<readonly string[]> {
  try {
    return (await engine.connection.run(query)).columnTypes().map(sqlTypeName);
  } catch (error) {
    throw cannotCompute(error, path);
  }
}

interface Evaluation {
  readonly table: SourceTable;
  readonly reading: TableReading;
  readonly expressions: Expressions;
}

async function* evaluatedRows(
  engine: Engine,
  { table, reading, expressions }: Evaluation,
): AsyncGenerator<readonly TableRow[]> {
  const batch = await engineBatch(engine, table, expressions);
  try {
    for await (const rows of reading.rows) {
      for (let start = 0; start < rows.length; start += chunkRows) {
        yield await evaluate(engine, batch, rows.slice(start, start + chunkRows));
      }
    }
  } finally {
    await engine.connection.run(`DROP TABLE ${sqlName(batch.table)}`);
  }
}

/** The engine's name of a column in the table of a batch. */
export function batchColumn(index: number): string {
  return `c${index}`;
}

/** A table that holds one batch of rows, and the query over it. */
interface EngineBatch {
  readonly path: string;
  readonly table: string;
  /** Columns of the source in the order of the table's. */
  readonly reads: readonly number[];
  readonly types: readonly DuckDBType[];
  readonly query: string;
}

async function engineBatch(
  engine: Engine,
  { path, columns }: SourceTable,
  { where, columns: derived }: Expressions,
): Promise<EngineBatch> {
  const all = [where, ...derived.map(({ expression }) => expression)];
  const reads = [...new Set(all.flatMap((expression) => expression?.reads ?? []))];
  const table = engine.nextTable();
  const fields = reads.map((index) => `, ${batchColumn(index)} ${storedType(columns[index])}`);
  await engine.connection.run(`CREATE TABLE ${sqlName(table)} (i INTEGER${fields.join("")})`);
  const types = (await engine.connection.run(`FROM ${sqlName(table)}`)).columnTypes();
  const values = derived.map(({ expression }) => `, ${expression.sql}`);
  const condition = where === undefined ? "" : ` WHERE ${where.sql}`;
  return {
    path,
    table,
    reads,
    types,
    query: `SELECT i${values.join("")} FROM ${sqlName(table)}${condition}`,
  };
}

async function evaluate(
  engine: Engine,
  batch: EngineBatch,
  rows: readonly TableRow[],
): Promise<readonly TableRow[]> {
  const { connection, duckdb } = engine;
  const appender = await connection.createAppender(batch.table);
  appender.appendDataChunk(
    filledChunk(duckdb.DuckDBDataChunk.create(batch.types, rows.length), batch, rows),
  );
  appender.closeSync();
  try {
    const result = await connection.run(batch.query);
    const readers = result.columnTypes().map((type) => cellReader(engine, type));
    const kept = await result.getRows();
    return kept.flatMap(([index, ...values]) => {
      const row = rows[Number(index)];
      if (row === undefined) return [];
      const derived = values.map((value, column) => readers[column + 1]?.(value) ?? null);
      return [{ number: row.number, cells: [...row.cells, ...derived] }];
    });
  } catch (error) {
    throw cannotCompute(error, `${batch.path}, rows ${rows[0]?.number} to ${rows.at(-1)?.number}`);
  } finally {
    await connection.run(`TRUNCATE ${sqlName(batch.table)}`);
  }
}

/** The engine's words for an expression that fails on a value, with where that happened. */
export function cannotCompute(error: unknown, place: string): UserError {
  const said = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
  const hint = said.startsWith("Conversion Error") ? " TRY_CAST gives null where CAST fails." : "";
  return new UserError(
    `${place}: an expression cannot be computed: ${said}${/[.!?]$/.test(said) ? "" : "."}${hint}`,
  );
}

function filledChunk(
  chunk: DuckDBDataChunk,
  { reads }: EngineBatch,
  rows: readonly TableRow[],
): DuckDBDataChunk {
  chunk.setColumnValues(
    0,
    rows.map((_row, index) => index),
  );
  reads.forEach((read, column) => {
    const convert = converterFor(chunk.getColumnVector(column + 1).type.toString());
    chunk.setColumnValues(
      column + 1,
      rows.map(({ cells }) => convert(cells[read] ?? null)),
    );
  });
  return chunk;
}

function converterFor(type: string): (cell: Cell) => DuckDBValue {
  if (type === "BIGINT" || type === "HUGEINT") {
    return (cell) => (typeof cell === "number" || typeof cell === "bigint" ? BigInt(cell) : null);
  }
  if (type === "DOUBLE") return (cell) => (cell === null ? null : Number(cell));
  if (type === "BOOLEAN") return (cell) => (typeof cell === "boolean" ? cell : null);
  return (cell) => (typeof cell === "string" || cell === null ? cell : jsonText(cell));
}

/** A cell that is no text, as JSON. */
function jsonText(cell: Cell): string {
  if (typeof cell === "bigint") return String(cell);
  if (Array.isArray(cell)) return `[${cell.map((item: Cell) => jsonItem(item)).join(",")}]`;
  if (typeof cell !== "object" || cell === null) return JSON.stringify(cell);
  const items = Object.entries(cell).map(
    ([name, item]) => `${JSON.stringify(name)}:${jsonItem(item)}`,
  );
  return `{${items.join(",")}}`;
}

function jsonItem(cell: Cell): string {
  return typeof cell === "string" ? JSON.stringify(cell) : jsonText(cell);
}

/** Nested values are stored as their JSON text. */
function storedType(column: TableColumn | undefined): string {
  const type = column?.sqlType ?? "VARCHAR";
  return type === "JSON" ? "VARCHAR" : type;
}
