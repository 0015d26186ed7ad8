/** A node of the engine's parsed SQL, as its `json_serialize_sql` writes it. */
export interface SqlNode {
  readonly [name: string]: SqlValue;
}

export type SqlValue = null | boolean | number | string | readonly SqlValue[] | SqlNode;

/** Stands before the digits of a number, which stay as they are: some are larger than a double. */
const numberMark = "\u0000";
const scalars = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

/** Parses the engine's tree; its numbers are texts of their digits behind a mark. */
export function parseSqlTree(json: string): SqlValue {
  const marked = json.replaceAll(scalars, (scalar) =>
    scalar.startsWith('"') ? scalar : JSON.stringify(numberMark + scalar),
  );
  // What JSON.parse returns is what a SqlValue may be.
  return JSON.parse(marked) as SqlValue;
}

/** The tree as the engine's `json_deserialize_sql` takes it. */
export function writeSqlTree(tree: SqlValue): string {
  return JSON.stringify(tree).replaceAll(/"\\u0000(-?\d[\d.eE+-]*)"/g, "$1");
}

export function isSqlNode(value: SqlValue | undefined): value is SqlNode {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function nodesOf(value: SqlValue | undefined): readonly SqlNode[] {
  return Array.isArray(value) ? value.filter((item: SqlValue) => isSqlNode(item)) : [];
}

export function textOf(value: SqlValue | undefined): string {
  return typeof value === "string" ? value : "";
}

export function textsOf(value: SqlValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item: SqlValue) => typeof item === "string") : [];
}
