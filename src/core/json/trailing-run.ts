/**
 * Where the run of some characters at the end of a text starts: the text's length where there is
 * none. Reads from the end, because a pattern such as `/ +$/` takes quadratic time on long runs
 * that stand elsewhere.
 */
export function trailingRunStart(text: string, characters: string): number {
  let start = text.length;
  while (start > 0 && characters.includes(text.charAt(start - 1))) start -= 1;
  return start;
}
