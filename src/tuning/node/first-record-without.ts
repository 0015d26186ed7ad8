import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { isJsonObject } from "../../core/json/json-node.js";
import { jsonValueOf } from "../../core/json/json-value-of.js";

/** A field that a record does not have; records are counted from 1, blank lines not among them. */
export interface MissingField {
  readonly record: number;
  readonly field: string;
}

/** The first record of a JSONL file that lacks one of these fields, or `undefined` where none does. */
export async function firstRecordWithout(
  fields: readonly string[],
  path: string,
): Promise<MissingField | undefined> {
  if (fields.length === 0) return undefined;
  const input = createReadStream(path, "utf8");
  let record = 0;
  try {
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      if (line.trim() === "") continue;
      record += 1;
      const value = jsonValueOf(line.replace(/^\uFEFF/, ""));
      const field = fields.find((name) => !isJsonObject(value) || !Object.hasOwn(value, name));
      if (field !== undefined) return { record, field };
    }
  } finally {
    input.destroy();
  }
  return undefined;
}
