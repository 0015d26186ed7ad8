import type { DatasetLines, LineBatch } from "../core/dataset/line-reader.js";
import { lineScanner } from "../core/kernel/shared-scanners.js";
import type { LineDocument } from "./line-document.js";

/** An open document as lines that can be read again and again; each is good until the next one. */
export function documentLines(document: LineDocument): DatasetLines {
  const lineText = (line: number): string => document.recordText(line);
  return {
    lineText,
    *read(): Generator<LineBatch> {
      for (let line = 0; line < document.lines.length; line += 1) {
        const text = lineText(line);
        const isEnd = line === document.lines.length - 1;
        yield { lines: lineScanner().scanText(text), isEnd, text: () => text };
      }
    },
  };
}
