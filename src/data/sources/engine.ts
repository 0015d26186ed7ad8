import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type * as Duckdb from "@duckdb/node-api";
import type { DuckDBConnection } from "@duckdb/node-api";
import { UserError } from "../user-error.js";
import { removeAtExit } from "../remove-at-exit.js";

/** The engine's own share of the memory that preparing may take. */
const memoryLimit = "384MiB";
const largestSpill = "20GiB";

/** An embedded database that reads the files it was opened with, and nothing else. */
export interface Engine {
  readonly duckdb: typeof Duckdb;
  readonly connection: DuckDBConnection;
  /** Another connection, for a result that is read while other queries run. */
  connect(): Promise<DuckDBConnection>;
  /** A name that no table has yet. */
  nextTable(): string;
  close(): void;
}

/**
 * Opens an engine in memory that may read some files. It loads no extensions, reaches no other
 * file and no network, and its configuration cannot be changed any more. What does not fit into
 * its memory goes to a private folder, which `close` removes.
 *
 * @throws a `UserError` where the engine is not installed
 */
export async function openEngine(readable: readonly string[]): Promise<Engine> {
  const duckdb = await loadDuckdb();
  const folder = mkdtempSync(join(tmpdir(), "tunewright-engine-"));
  const keep = removeAtExit(folder);
  const instance = await duckdb.DuckDBInstance.create(":memory:", {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    allow_community_extensions: "false",
    memory_limit: memoryLimit,
    max_temp_directory_size: largestSpill,
    temp_directory: folder,
  });
  const connection = await instance.connect();
  let tables = 0;
  const paths = readable.map(sqlText).join(", ");
  for (const setting of [
    // The same result on every machine, whatever its clock and language are.
    "TimeZone = 'UTC'",
    "preserve_insertion_order = true",
    ...(readable.length === 0 ? [] : [`allowed_paths = [${paths}]`]),
    "enable_external_access = false",
    "lock_configuration = true",
  ]) {
    await connection.run(`SET ${setting}`);
  }
  return {
    duckdb,
    connection,
    connect: () => instance.connect(),
    nextTable: () => `batch_${(tables += 1)}`,
    close() {
      connection.closeSync();
      instance.closeSync();
      rmSync(folder, { recursive: true, force: true });
      keep();
    },
  };
}

/** A text as a literal of SQL. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name as an identifier of SQL. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

async function loadDuckdb(): Promise<Engine["duckdb"]> {
  try {
    return await import("@duckdb/node-api");
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    throw new UserError(
      "Conditions, derived columns and Parquet files need DuckDB, which is not installed for " +
        `${process.platform}-${process.arch}. On the command line: npm install --global @duckdb/node-api. ` +
        `In VS Code: install the package of Tunewright for this platform. (${reason})`,
    );
  }
}
