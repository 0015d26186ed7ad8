/**
 * What a recipe reads: the rows of its sources. Who reads them (an embedded database, a test) is
 * passed in, so that everything a recipe does to rows is known without files.
 */

/**
 * Value of a cell. Text stays the text of the source (`007`, `NA` and `None` are texts);
 * null is a value that the source itself says is absent (JSON null, an empty cell of a table).
 */
export type Cell =
  string | number | bigint | boolean | null | readonly Cell[] | { readonly [name: string]: Cell };

export interface SourceColumn {
  readonly name: string;
  /** What its values are. A table without types (CSV) has texts only. */
  readonly type: "text" | "number" | "boolean" | "date" | "nested";
}

export interface SourceRow {
  /** Which row of all sources together, from 1, before any condition left rows out. */
  readonly number: number;
  /** One cell per column, in the order of {@link SourceRows.columns}. */
  readonly cells: readonly Cell[];
}

/** What is wrong with a row of a source. The row is left out or kept as `message` says, never in silence. */
export interface SourceProblem {
  readonly path: string;
  /** Row of this file from 1 (a header does not count); undefined: the file as a whole. */
  readonly row: number | undefined;
  readonly message: string;
  /** Whether nothing can be prepared before it is mended. */
  readonly severity: "error" | "warning";
}

/** What was read; whole once the last batch was taken. */
export interface SourceReport {
  /** Rows of all sources, before the condition. */
  readonly read: number;
  readonly problems: readonly SourceProblem[];
}

export interface SourceRows {
  readonly columns: readonly SourceColumn[];
  /**
   * Rows after condition and derived columns, in the order of the sources, in batches of at most
   * some thousands, in bounded memory. May be called again: it begins anew.
   *
   * @throws the signal's reason when it is aborted
   */
  batches(signal: AbortSignal): AsyncIterable<readonly SourceRow[]>;
  report(): SourceReport;
  /** Gives back files and memory. */
  close(): Promise<void>;
}

export interface SourceRequest {
  /** Paths (absolute, or globs with an absolute beginning) and addresses (`https:`, `hf:`, `s3:`). */
  readonly sources: readonly string[];
  /** SQL condition over columns; undefined: all rows. */
  readonly where: string | undefined;
  /** Derived columns: name → SQL expression over the columns of the source. */
  readonly columns: Readonly<Record<string, string>>;
}

/**
 * Opens sources.
 *
 * @throws an Error that says what is wrong, where and what to do: a missing file, an unknown kind,
 * a condition that is no expression
 */
export type OpenSource = (request: SourceRequest) => Promise<SourceRows>;
