/** One line of a text. */
export interface TextLine {
  /** Without line ending and byte order mark. */
  readonly text: string;
  /** `\n`, `\r\n`, `\r`, or nothing at the end of the text. */
  readonly ending: string;
}

const byteOrderMark = "\uFEFF";

/**
 * Splits a text into its lines. A text that ends with a line ending has an empty last line, as
 * editors show it; U+2028 and U+2029 do not end a line. A byte order mark is left out.
 */
export function splitLines(text: string): TextLine[] {
  const start = text.startsWith(byteOrderMark) ? 1 : 0;
  const ending = /\r\n|\n|\r/g;
  ending.lastIndex = start;
  const lines: TextLine[] = [];
  let position = start;
  for (let match = ending.exec(text); match !== null; match = ending.exec(text)) {
    lines.push({ text: text.slice(position, match.index), ending: match[0] });
    position = ending.lastIndex;
  }
  lines.push({ text: text.slice(position), ending: "" });
  return lines;
}
