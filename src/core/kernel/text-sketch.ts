/** The bits that say which runs of words a sketch leaves out: by the last 16 bits of their hash. */
export type RunBits = Uint8Array<ArrayBuffer>;

/** The size of `RunBits`. */
export const runBitBytes = 8_192;

/** The size of a sketch in 32-bit words. */
export const wordsPerSketch = 12;

/** How many bands a sketch has: texts that are nearly equal are likely to share one. */
export const bandsPerSketch = 6;

/** How many of the smallest hashes make up a band. */
export const rowsPerBand = 4;

/** What the kernel says of some texts, as words of 32 bits. Valid until the next sketch. */
export type TextSketch = Int32Array;

/** What each word of a sketch is; the bands stand one behind the other. */
export const sketchPart = {
  /** How many words there are. */
  words: 0,
  /** The hash of all words in their order, text by text. */
  wordsLow: 2,
  wordsHigh: 3,
  /** How many runs of three words there are, without those that are ignored. */
  runs: 4,
  bands: 5,
  /** 32 bits of all smallest hashes: those of one text agree, those of others half. */
  signature: 11,
} as const;

/** What can sketch strings that it has scanned: see `assembly/words.ts`. */
export interface TextSketcher {
  startSketch(ignored: RunBits | undefined): void;
  /**
   * Adds the string that stands between two offsets of the input, quotes included. Says no where it
   * holds characters whose normal form the kernel does not know: then the sketch is of no use.
   */
  sketchString(start: number, end: number): boolean;
  endSketch(): TextSketch;
}
