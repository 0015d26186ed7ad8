import type { LineSource } from "../../src/core/dataset/check-dataset.js";
import { splitLines } from "../../src/core/json/lines.js";

/** A dataset in memory, handed out in small batches so that tests cross their borders. */
export function memorySource(text: string, batchLines = 3): LineSource {
  const lines = splitLines(text.replace(/^\uFEFF/, "")).map((line) => line.text);
  return {
    *read() {
      for (let i = 0; i < lines.length; i += batchLines) yield lines.slice(i, i + batchLines);
    },
    lineText: (line) => lines[line] ?? "",
  };
}
