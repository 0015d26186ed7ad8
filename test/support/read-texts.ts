import type { LineReader } from "../../src/core/dataset/line-reader.js";

/** The texts of all lines. */
export function readTexts(reader: LineReader): readonly string[] {
  const texts: string[] = [];
  for (const batch of reader.read()) {
    for (let index = 0; index < batch.lines.length; index += 1) texts.push(batch.text(index));
  }
  return texts;
}
