import type { DatasetLines } from "../dataset/line-reader.js";
import { readLine } from "../dataset/read-line.js";
import type { Format, JsonPath } from "../formats/format.js";
import { isOfOtherFormat } from "../formats/index.js";
import type { JsonObject, JsonValue } from "../json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../json/json-node.js";
import type { LabelledText } from "./label-judge.js";

/** A labelled text of a dataset, and the line (from 0) on which it stands. */
export interface LabelledLine extends LabelledText {
  readonly line: number;
}

/** The labelled texts of a dataset, in the order of its lines; other lines are passed over. */
export function* labelledLines(lines: DatasetLines, format: Format): Generator<LabelledLine> {
  let line = 0;
  for (const batch of lines.read()) {
    for (let index = 0; index < batch.lines.length; index += 1) {
      const read = readLine(batch.text(index));
      const object = read.kind === "record" ? read.record.object : undefined;
      const found = object && labelledText(object, format);
      if (found !== undefined) yield { ...found, line };
      line += 1;
    }
  }
}

/** What a classifier can learn from a record: the answer as label, and all that stands before it. */
export function labelledText(record: JsonObject, format: Format): LabelledText | undefined {
  if (isOfOtherFormat(record, format)) return undefined;
  const path = format.completionTextPath(record);
  const label = path && valueAt(record, path);
  if (typeof label !== "string" || label === "") return undefined;
  const texts = format.texts(record).map(({ text }) => text);
  return { text: texts.slice(0, texts.lastIndexOf(label)).join("\n"), label };
}

function valueAt(record: JsonObject, path: JsonPath): JsonValue | undefined {
  let value: JsonValue | undefined = record;
  for (const step of path) {
    if (typeof step === "number") value = isJsonArray(value) ? value[step] : undefined;
    else value = isJsonObject(value) ? ownMember(value, step) : undefined;
  }
  return value;
}
