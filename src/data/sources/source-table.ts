import type { Cell, SourceColumn } from "../../core/prepare/source-rows.js";
import type { Expressions } from "./expressions.js";
import type { ProblemLog } from "./problem-log.js";

export interface TableColumn extends SourceColumn {
  /** The type that the engine takes its values for. */
  readonly sqlType: string;
}

export interface TableRow {
  /** Row of this file from 1; a header does not count. */
  readonly number: number;
  readonly cells: readonly Cell[];
}

/** One file as rows. */
export interface SourceTable {
  /** As it is named to people. */
  readonly path: string;
  readonly columns: readonly TableColumn[];
  /** What was noticed when it was opened. */
  readonly problems: ProblemLog;
  /** Begins a reading from the first row. */
  read(signal: AbortSignal): TableReading;
  /** Where the engine reads the file itself. */
  readonly inEngine?: EngineTable;
}

export interface TableReading {
  readonly rows: AsyncIterable<readonly TableRow[]>;
  /** Rows read until now, those included that a condition or a problem left out. */
  readCount(): number;
  readonly problems: ProblemLog;
}

/** A file that the engine reads. */
export interface EngineTable {
  /** Rows that fulfil a condition, with derived columns behind their cells. */
  select(expressions: Expressions, signal: AbortSignal): TableReading;
  /**
   * The engine's types of the derived columns.
   *
   * @throws a `UserError` where an expression does not fit the columns
   */
  types(expressions: Expressions): Promise<readonly string[]>;
}
