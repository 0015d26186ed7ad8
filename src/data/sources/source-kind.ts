import { UserError } from "../user-error.js";

/** What a file is, as far as who reads it is concerned. */
export type SourceKind = "csv" | "tsv" | "json" | "jsonl" | "text" | "parquet" | "xlsx" | "arrow";

/** What a file is packed with. */
export type Packing = "gzip" | "zstd" | "zip";

const kinds: Readonly<Record<string, SourceKind>> = {
  ".csv": "csv",
  ".tsv": "tsv",
  ".tab": "tsv",
  ".json": "json",
  ".jsonl": "jsonl",
  ".ndjson": "jsonl",
  ".txt": "text",
  ".parquet": "parquet",
  ".pq": "parquet",
  ".xlsx": "xlsx",
  ".xlsm": "xlsx",
  ".arrow": "arrow",
};

const packings: Readonly<Record<string, Packing>> = {
  ".gz": "gzip",
  ".zst": "zstd",
  ".zip": "zip",
};

const advice: Readonly<Record<string, string>> = {
  ".xls": "Save it as .xlsx.",
  ".xlsb": "Save it as .xlsx.",
  ".ods": "Save it as .xlsx or .csv.",
  ".pkl": "Such files run programs when they are read: write the table as .parquet or .csv.",
  ".feather": "Write it as .parquet.",
};

/** What a name says a file is packed with. */
export function packingOf(name: string): Packing | undefined {
  return packings[extensionOf(name)];
}

/** A name without the ending of its packing. */
export function unpackedName(name: string): string {
  const extension = extensionOf(name);
  return packings[extension] === undefined ? name : name.slice(0, -extension.length);
}

/**
 * What a name says a file is.
 *
 * @throws a `UserError` where it says nothing that we read
 */
export function sourceKind(name: string, path: string): SourceKind {
  const extension = extensionOf(name);
  const kind = kinds[extension];
  if (kind !== undefined) return kind;
  const known = Object.keys(kinds).join(", ");
  const help = advice[extension] ?? `What is read: ${known}, also packed as .gz, .zst or .zip.`;
  throw new UserError(`${path}: files of the kind “${extension || name}” are not read. ${help}`);
}

function extensionOf(name: string): string {
  const base = name.slice(Math.max(name.lastIndexOf("/"), name.lastIndexOf("\\")) + 1);
  const dot = base.lastIndexOf(".");
  return dot < 0 ? "" : base.slice(dot).toLowerCase();
}
