import type { EncodedText } from "./text-encoding.js";
import { decodedText } from "./text-encoding.js";

export interface TextLine {
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

/** The lines of a text file in batches, without line endings (LF, CRLF, CR) and without an empty last line. */
export async function* textLines(
  location: string,
  text: EncodedText,
  signal: AbortSignal,
): AsyncGenerator<readonly TextLine[]> {
  let [rest, line] = ["", 0];
  for await (const piece of decodedText(location, text, signal)) {
    const whole = rest + piece;
    // A carriage return at the very end may be half of a pair.
    const end = whole.endsWith("\r") ? whole.length - 1 : whole.length;
    const lines = whole.slice(0, end).split(/\r\n|\n|\r/);
    rest = (lines.pop() ?? "") + whole.slice(end);
    yield lines.map((content) => ({ text: content, line: (line += 1) }));
  }
  const last = rest.endsWith("\r") ? rest.slice(0, -1) : rest;
  if (rest !== "") yield [{ text: last, line: line + 1 }];
}
