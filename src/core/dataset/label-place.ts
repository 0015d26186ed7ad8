import type { Format } from "../formats/format.js";
import type { Span } from "../json/span.js";
import type { DatasetRecord } from "./record.js";

/** A record's label and where it stands, without its quotes. */
export function labelPlace(
  record: DatasetRecord,
  format: Format,
): { readonly label: string; readonly span: Span } | undefined {
  const path = record.object && format.completionTextPath(record.object);
  const text = path && record.textAt(path);
  return text && { label: text.value, span: text.span(0, text.value.length) };
}
