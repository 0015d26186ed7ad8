/** In UTF-16 units. Regular expressions run out of memory for pieces of some millions. */
const longestSlice = 1 << 19;

/**
 * Cuts a text into pieces of at most so many UTF-16 units: what a regular expression can read, or
 * less for who takes long for each.
 */
export function* textSlices(text: string, longest = longestSlice): Generator<string> {
  for (let start = 0; start < text.length;) {
    const end = sliceEnd(text, start, longest);
    yield end - start === text.length ? text : text.slice(start, end);
    start = end;
  }
}

/**
 * Where a text that is longer than a regular expression can read is cut: between two words, where
 * every encoding begins a piece, so that the count stays exact. Only where a whole
 * piece holds no such place (one word, say) may the cut add a token.
 */
function sliceEnd(text: string, start: number, longest: number): number {
  const most = start + longest;
  if (most >= text.length) return text.length;
  for (let at = most; at > start + 1; at -= 1) {
    const isBetweenWords =
      text.charCodeAt(at) === 0x20 &&
      isLetter(text.charCodeAt(at - 1)) &&
      isLetter(text.charCodeAt(at + 1));
    if (isBetweenWords) return at;
  }
  const isInPair = (text.charCodeAt(most) & 0xfc00) === 0xdc00;
  return isInPair ? most - 1 : most;
}

/** Whether a UTF-16 unit is a letter of ASCII. */
function isLetter(unit: number): boolean {
  const small = unit | 0x20;
  return small >= 0x61 && small <= 0x7a;
}
