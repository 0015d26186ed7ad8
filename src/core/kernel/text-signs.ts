// Signs beyond ASCII with which people end prompts and completions, as classes of characters for
// regular expressions. All take three bytes in UTF-8; `assembly/signs.ts` has the same ones.

/** Arrows, mathematical and technical signs, lines, shapes, dingbats: no writing needs them. */
const symbols = "\\u2190-\\u245f\\u2500-\\u2775\\u2794-\\u27ff\\u2900-\\u2bff";

/**
 * Dashes, quotes, brackets, colons and what else parts words; no spaces, no invisible characters
 * (U+FE0F apart, which makes an emoji of an arrow), and nothing that is read as a letter or a
 * number (々〆〇 and others).
 */
const punctuation =
  "\\u2010-\\u2027\\u2030-\\u205e\\u2e00-\\u2e7f\\u3001-\\u3003\\u3008-\\u3020\\u3030\\u303d\\ufe0f\\uff01-\\uff0f\\uff1a-\\uff20\\uff3b-\\uff40\\uff5b-\\uff65\\uffe8-\\uffee";

/** What ends plain sentences in scripts without spaces, where the next word follows at once. */
const sentenceParting =
  "\\u201d\\u2025\\u2026\\u3001\\u3002\\u3009\\u300b\\u300d\\u300f\\u301e\\u301f\\uff01\\uff02\\uff07\\uff09\\uff0c\\uff0e\\uff1b\\uff1f\\uff61\\uff63\\uff64";

/** What else ends plain sentences: quotes and double marks. */
const otherEnds = "\\u2018-\\u201f\\u2039\\u203a\\u203c\\u203d\\u2047-\\u2049\\u301d";

/** Classes of characters, without the brackets around them. */
export const signClass = {
  any: symbols + punctuation,
  symbols,
  /** What ends plain sentences. */
  ends: sentenceParting + otherEnds,
  /** Behind which a word starts although no blank stands there. */
  parts: sentenceParting,
  /** With which a word starts although no blank stands before it: brackets that open. */
  opens:
    "\\u3008\\u300a\\u300c\\u300e\\u3010\\u3014\\u3016\\u3018\\u301a\\uff08\\uff3b\\uff5b\\uff62",
} as const;
