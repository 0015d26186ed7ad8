import type { Span } from "../json/span.js";

/** Where the record stands in its line: without the white space around it. */
export function recordSpan(text: string): Span {
  const end = text.trimEnd().length;
  return { start: Math.min(text.length - text.trimStart().length, end), end };
}
