import type { SourceColumn } from "../../core/prepare/source-rows.js";

/** What the values of an engine's type are. */
export function columnType(sqlType: string): SourceColumn["type"] {
  if (/\[\d*\]$|^STRUCT|^MAP|^UNION|^JSON|^VARIANT/.test(sqlType)) return "nested";
  if (/INT$|^INTEGER|^UINTEGER|^DECIMAL|^DOUBLE|^FLOAT/.test(sqlType)) return "number";
  if (sqlType === "BOOLEAN") return "boolean";
  if (/^DATE|^TIME/.test(sqlType)) return "date";
  return "text";
}

/** How the engine names a type; JSON is text with another name. */
export function sqlTypeName(type: {
  readonly alias?: string | undefined;
  toString(): string;
}): string {
  return type.alias ?? String(type);
}
