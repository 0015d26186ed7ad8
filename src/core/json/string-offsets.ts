import type { JsonStringNode } from "./json-node.js";
import type { Span } from "./span.js";

/** Length in source characters of the escape or plain character at `position`. */
function sourceLength(text: string, position: number): number {
  if (text.charAt(position) !== "\\") return 1;
  return text.charAt(position + 1) === "u" ? 6 : 2;
}

/**
 * Where the characters `[start, end)` of a string's decoded value stand in the source.
 *
 * Both are UTF-16 offsets into the decoded value; `start === end` gives an empty span. Right
 * through escapes (`\n`, `\u00e9`) and surrogate pairs, escaped or not.
 */
export function sourceSpan(text: string, node: JsonStringNode, decoded: Span): Span {
  const contentStart = node.start + 1;
  const firstEscape = text.indexOf("\\", contentStart);
  const noEscapes = firstEscape < 0 || firstEscape >= contentStart + decoded.end;
  if (noEscapes) {
    return { start: contentStart + decoded.start, end: contentStart + decoded.end };
  }
  let position = contentStart;
  let index = 0;
  while (index < decoded.start) {
    position += sourceLength(text, position);
    index += 1;
  }
  const start = position;
  while (index < decoded.end) {
    position += sourceLength(text, position);
    index += 1;
  }
  return { start, end: position };
}

/** Text as it stands between the quotes of a JSON string. */
export function escapeJsonText(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
