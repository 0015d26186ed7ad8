import type { JsonPath } from "../formats/format.js";
import type { JsonNode } from "../json/json-node.js";
import { parseJson } from "../json/parse-json.js";
import type { Span } from "../json/span.js";
import { DatasetRecord } from "./record.js";

/** What may be JSON of its own: a value of a record, or the text of one that holds JSON. */
export interface NestedPlace {
  /** Where the value at a path in it stands in the record's line, and as which source. */
  value(path: JsonPath): PlacedValue | undefined;
  /** The same for the name of a member. */
  key(owner: JsonPath, name: string): PlacedValue | undefined;
}

/** Something with its place in the line. */
export interface PlacedValue {
  readonly span: Span;
  /** As it is written, escapes of an outer text taken away. */
  readonly source: string;
  readonly kind: JsonNode["kind"];
}

/** Finds places in a value of a record; with `within`, in the JSON that its text holds. */
export function nestedPlace(
  record: DatasetRecord,
  place: JsonPath,
  within: JsonPath | undefined,
): NestedPlace | undefined {
  if (within === undefined) return placesIn(record, place, (span) => span);
  const text = record.textAt(place);
  if (text === undefined || parseJson(text.value).kind === "problem") return undefined;
  const inner = new DatasetRecord(text.value, null);
  return placesIn(inner, within, ({ start, end }) => text.span(start, end));
}

function placesIn(
  record: DatasetRecord,
  place: JsonPath,
  outer: (span: Span) => Span,
): NestedPlace {
  const placed = (node: JsonNode | undefined): PlacedValue | undefined =>
    node && {
      span: outer({ start: node.start, end: node.end }),
      source: record.text.slice(node.start, node.end),
      kind: node.kind,
    };
  return {
    value: (path) => placed(record.nodeAt([...place, ...path])),
    key: (owner, name) => placed(record.memberAt([...place, ...owner], name)?.key),
  };
}
