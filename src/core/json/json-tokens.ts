/** What JSON is made of, and what people write instead. All are to be used with `matchAt`. */
export const tokens = {
  number: /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y,
  numberLike: /[+-]?[0-9.][0-9A-Za-z_.+-]*/y,
  word: /[-+]?[\p{L}_$][\p{L}\p{N}_$]*/uy,
  /** Text without quotes, backslashes and control characters (below the space). */
  plainText: /[\u0020\u0021\u0023-\u005b\u005d-\uffff]*/y,
  escape: /\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})/y,
  /** White space of any kind, JSON's and others. */
  blanks: /[\s\uFEFF]*/y,
} as const;

/** What a sticky pattern matches exactly at a position. */
export function matchAt(pattern: RegExp, text: string, position: number): string | undefined {
  pattern.lastIndex = position;
  return pattern.exec(text)?.[0];
}

/** The next position at which something other than white space stands. */
export function skipBlanks(text: string, position: number): number {
  return position + (matchAt(tokens.blanks, text, position)?.length ?? 0);
}

/**
 * The text in single quotes that starts at `start`: it ends at the first quote behind which a
 * value or key can end (`,`, `:`, a closing bracket, the end of the line), else at the text's end.
 */
export function singleQuotedAt(text: string, start: number): string {
  const end = /'(?=\s*(?:[,:}\]]|$))/g;
  end.lastIndex = start + 1;
  for (let match = end.exec(text); match !== null; match = end.exec(text)) {
    const escaped = text.charAt(match.index - 1) === "\\";
    if (!escaped) return text.slice(start, match.index + 1);
  }
  return text.slice(start);
}
