/**
 * What a text may hold, as bits. A text without a mark certainly holds nothing of its kind; one
 * with it has to be looked at. `assembly/marks.ts` finds them.
 */
export const textMark = {
  /**
   * A control character, U+FFFD or half of a pair, a character without width, or letters that look
   * like the bytes of other characters.
   */
  odd: 1,
  /** Something like a token by which models tell turns and texts apart. */
  specialToken: 2,
  /** Something that starts as the keys of services do. */
  secret: 4,
  /** More capital letters than small ones in its first 64 bytes, and a good many. */
  upperCase: 8,
  /** A blank other than the usual ones, or a soft hyphen. */
  oddBlank: 16,
  /** An `@`. */
  atSign: 32,
  digit: 64,
} as const;

/** All marks: of a text about which nothing is known. */
export const everyMark = 0x7f;

/** So many bytes at the start of a text are compared with those of others; see `Tape.opening`. */
export const openingBytes = 16;
