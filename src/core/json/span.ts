/** A stretch of one line's text: UTF-16 offsets, `start` included, `end` not. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A replacement of one stretch of a line's text. */
export interface Edit {
  readonly span: Span;
  /** What stands there afterwards. A `\n` in it splits the line; writers use the file's own line ending. */
  readonly text: string;
}

/** The span, widened where it would cut a surrogate pair in two. */
export function wholeCharacters(text: string, { start, end }: Span): Span {
  return {
    start: isInsidePair(text, start) ? start - 1 : start,
    end: isInsidePair(text, end) ? end + 1 : end,
  };
}

function isInsidePair(text: string, position: number): boolean {
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(position - 1, position + 1));
}

/**
 * Applies edits to the text they were made for.
 *
 * Edits are applied in order of their start; one that overlaps an earlier one is left out.
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const ordered = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  let result = "";
  let position = 0;
  for (const { span, text: replacement } of ordered) {
    if (span.start < position) continue;
    result += text.slice(position, span.start) + replacement;
    position = span.end;
  }
  return result + text.slice(position);
}

/** The one smallest edit that turns `before` into `after`. */
export function difference(before: string, after: string): Edit {
  const shortest = Math.min(before.length, after.length);
  let start = 0;
  while (start < shortest && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let tail = 0;
  while (
    tail < shortest - start &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  ) {
    tail += 1;
  }
  return {
    span: { start, end: before.length - tail },
    text: after.slice(start, after.length - tail),
  };
}
