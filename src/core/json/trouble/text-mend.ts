import type { Span } from "../span.js";
import type { TextStyle } from "./rewrite-text.js";
import { rewriteText } from "./rewrite-text.js";
import type { Mend, Place } from "./trouble.js";
import { replace } from "./trouble.js";

/** A text as it stands in a line that is no JSON. */
export interface FoundText extends Span {
  /** What is between its quotes. */
  readonly content: Span;
  readonly style: TextStyle;
}

/** Writes a text as JSON wants it and reads on behind it. */
export function mendText({ text }: Place, found: FoundText): Mend {
  const { start, end, content, style } = found;
  const rewritten = rewriteText(text.slice(content.start, content.end), style);
  return {
    edits: [replace(start, end, `"${rewritten.text}"`)],
    isCertain: rewritten.isCertain,
    steps: ["string"],
    value: { start, end },
    position: end,
  };
}

/** The same for the last key or value, which was read wrongly. */
export function mendLastText(place: Place, found: FoundText): Mend {
  const mend = mendText(place, found);
  return {
    ...mend,
    isCertain: false,
    steps: ["forget", "string"],
    replacesFrom: found.start,
  };
}
