import type { DuckDBResult } from "@duckdb/node-api";
import { UserError } from "../user-error.js";
import type { Engine } from "./engine.js";
import { sqlName, sqlText } from "./engine.js";
import { cellReader } from "./engine-cell.js";
import { columnType, sqlTypeName } from "./engine-type.js";
import { cannotCompute, typesOf } from "./evaluated-rows.js";
import type { Expressions } from "./expressions.js";
import { ProblemLog } from "./problem-log.js";
import type { SourceTable, TableColumn, TableReading, TableRow } from "./source-table.js";
import type { TextSource } from "./csv-table.js";

/** Opens a Parquet file, which the engine reads itself; its columns keep their types. */
export async function openParquet(
  engine: Engine,
  { location, path }: TextSource,
): Promise<SourceTable> {
  const file = `read_parquet(${sqlText(location)}, file_row_number = true, hive_partitioning = false)`;
  const described = await query(
    engine,
    `SELECT * EXCLUDE (file_row_number) FROM ${file} LIMIT 0`,
    path,
  );
  const types = described.columnTypes();
  const names = described.columnNames();
  const columns = names.map((name, index): TableColumn => {
    const type = types[index];
    const sqlType = type === undefined ? "VARCHAR" : sqlTypeName(type);
    return { name, type: columnType(sqlType), sqlType };
  });
  const counted = await query(engine, `SELECT count(*)::DOUBLE FROM ${file}`, path);
  const total = Number((await counted.getRows())[0]?.[0] ?? 0);
  const read = (values: string, rest: string, signal: AbortSignal): TableReading => {
    const cells = names.map((name) => `, ${sqlName(name)}`).join("");
    const sql = `SELECT file_row_number${cells}${values} FROM ${file}${rest}`;
    const reading = { taken: 0 };
    return {
      rows: rowsOf(engine, { sql, path, signal, reading }),
      // A condition may leave out the last rows: all were read when the reading is done.
      readCount: () => (reading.taken < 0 ? total : reading.taken),
      problems: new ProblemLog(path),
    };
  };
  return {
    path,
    columns,
    problems: new ProblemLog(path),
    read: (signal) => read("", "", signal),
    inEngine: {
      select: (expressions, signal) =>
        read(derivedSql(expressions), conditionSql(expressions), signal),
      async types(expressions) {
        const sql = `SELECT 0${derivedSql(expressions)} FROM ${file}${conditionSql(expressions)} LIMIT 0`;
        return (await typesOf(engine, sql, path)).slice(1);
      },
    },
  };
}

function derivedSql({ columns }: Expressions): string {
  return columns.map(({ expression }) => `, ${expression.sql}`).join("");
}

function conditionSql({ where }: Expressions): string {
  return where === undefined ? "" : ` WHERE ${where.sql}`;
}

interface Query {
  readonly sql: string;
  readonly path: string;
  readonly signal: AbortSignal;
  /** Rows until now, -1 at the end. */
  readonly reading: { taken: number };
}

async function* rowsOf(
  engine: Engine,
  { sql, path, signal, reading }: Query,
): AsyncGenerator<readonly TableRow[]> {
  // A streamed result holds its connection: the next query would end it.
  const connection = await engine.connect();
  const stop = (): void => connection.interrupt();
  signal.addEventListener("abort", stop);
  try {
    const result = await connection.stream(sql);
    const readers = result.columnTypes().map((type) => cellReader(engine, type));
    for (let chunk = await result.fetchChunk(); chunk !== null; chunk = await result.fetchChunk()) {
      signal.throwIfAborted();
      if (chunk.rowCount === 0) break;
      const rows = chunk.getRows().map(([number, ...values]): TableRow => {
        const cells = values.map((value, index) => readers[index + 1]?.(value) ?? null);
        return { number: Number(number) + 1, cells };
      });
      reading.taken = rows.at(-1)?.number ?? reading.taken;
      yield rows;
    }
    reading.taken = -1;
  } catch (error) {
    signal.throwIfAborted();
    throw cannotCompute(error, path);
  } finally {
    signal.removeEventListener("abort", stop);
    connection.closeSync();
  }
}

async function query(engine: Engine, sql: string, path: string): Promise<DuckDBResult> {
  try {
    return await engine.connection.run(sql);
  } catch (error) {
    const said = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    throw new UserError(`${path} cannot be read as Parquet: ${said}`);
  }
}
