/**
 * The start of a text, white space apart, in a script that is written without spaces between words,
 * or in Hangul, whose syllables tokenizers do not join with the space before them either: CJK
 * punctuation, kana, Han, Hangul, full-width forms, Thai, Lao, Tibetan, Burmese, Khmer.
 */
const spacelessStart =
  /^[^\S\r\n]*[\u0e00-\u0fff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3001-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff01-\uffef\u{1b000}-\u{1b16f}\u{20000}-\u{3ffff}]/u;

/** Whether a text starts with a character before which no space is written. */
export function startsSpaceless(text: string): boolean {
  return spacelessStart.test(text);
}

/**
 * Whether the first byte of a UTF-8 text shows by itself that it starts so, as it does with Han
 * (U+4000–9FFF) and most Hangul (U+B000–CFFF). Other scripts share theirs.
 */
export function isSpacelessByte(byte: number): boolean {
  return (byte >= 0xe4 && byte <= 0xe9) || byte === 0xeb || byte === 0xec;
}

/**
 * The same of those of the CJK languages as a whole (U+3000–DFFF), for figures on whole datasets: the
 * few other scripts among them do not count there.
 */
export function isCjkByte(byte: number): boolean {
  return byte >= 0xe3 && byte <= 0xed;
}
