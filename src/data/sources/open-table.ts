import { UserError } from "../user-error.js";
import { openCsv } from "./csv-table.js";
import type { TextSource } from "./csv-table.js";
import type { Engine } from "./engine.js";
import { openJsonFile, openJsonLines, openTextLines } from "./json-files.js";
import { openParquet } from "./parquet-table.js";
import type { SourceKind } from "./source-kind.js";
import type { SourceTable } from "./source-table.js";

export interface TableSource extends TextSource {
  readonly kind: SourceKind;
  /** The sheet or list within the file; undefined: its only one. */
  readonly part: string | undefined;
}

/** Opens a file that is on disk and not packed. */
export async function openTable(
  source: TableSource,
  engine: () => Promise<Engine>,
): Promise<SourceTable> {
  switch (source.kind) {
    case "csv":
      return openCsv(source, ",");
    case "tsv":
      return openCsv(source, "\t");
    case "jsonl":
      return openJsonLines(source);
    case "json":
      return openJsonFile(source, source.part);
    case "text":
      return openTextLines(source);
    case "parquet":
      return openParquet(await engine(), source);
    case "xlsx":
    case "arrow":
      throw new UserError(
        `${source.path}: files of this kind are not read. Write the table as .parquet or .csv.`,
      );
  }
}
