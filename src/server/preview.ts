/** Blanks as one line shows them. */
const marks: Readonly<Record<string, string>> = { "\n": "⏎", "\t": "⇥", " ": "␣" };

/**
 * A text in one short line: line breaks and tabs as marks, blanks at its edges, too; what would
 * garble the line (control characters, marks that turn the writing direction) as a dot.
 */
export function compactPreview(text: string, longest: number): string {
  // Nothing behind these characters can be seen in the end.
  const head = text.slice(0, longest * 4);
  const shown = head
    .replace(/\r\n?/g, "\n")
    .replace(/^ +| +$/g, (blanks) => "␣".repeat(blanks.length))
    .replace(/ {2,}/g, " ")
    .replace(/[\n\t]/g, (blank) => marks[blank] ?? blank)
    .replace(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\u2028\u2029]/gu, "·");
  return shortened(shown, longest, text.length > head.length);
}

/** A text cut after some characters, never inside one. */
export function shortened(text: string, longest: number, isCut = false): string {
  if (text.length <= longest) return isCut ? `${text}…` : text;
  return `${text.slice(0, longest).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
