import type { Span } from "../../src/core/json/span.js";

/** A place in a text: line from 0 and UTF-16 offsets in the line. */
export interface Mark extends Span {
  readonly line: number;
}

/** Takes the `«…»` out of a text and says where they stood. */
export function readMarks(marked: string): { readonly text: string; readonly marks: Mark[] } {
  const marks: Mark[] = [];
  const lines = marked.split("\n").map((markedLine, line) => {
    let text = "";
    let start = -1;
    for (const character of markedLine) {
      if (character === "«") start = text.length;
      else if (character === "»") marks.push({ line, start, end: text.length });
      else text += character;
    }
    return text;
  });
  return { text: lines.join("\n"), marks };
}
