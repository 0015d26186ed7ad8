import type { Span } from "../json/span.js";
import type { RecordText } from "./record.js";

/** Where an opening stands in a text that should have it; all of the text where it has not. */
export function openingPlace(text: RecordText, opening: string): Span {
  return text.value.startsWith(opening) ? text.span(0, opening.length) : text.quoted;
}

/** An opening in quotes, as the start of something longer. */
export function quotedOpening(opening: string): string {
  return `${JSON.stringify(opening).slice(0, -1)}…"`;
}
