import * as l10n from "@vscode/l10n";
import { grouped } from "../grouped.js";
import { matchesIn } from "../dataset/record-texts.js";
import { textMark } from "../kernel/text-marks.js";
import { escapeJsonText } from "../json/string-offsets.js";
import type { Edit } from "../json/span.js";
import { once } from "../once.js";
import { singleByteOf, windows1252Marks } from "../windows-1252.js";
import { recordRule } from "./rule.js";

interface Doubled {
  /** The first place as it stands here, and what it was. */
  readonly found: string;
  readonly meant: string;
  readonly edits: readonly Edit[];
}

export default recordRule<Doubled>({
  id: "mojibake",
  severity: "warning",
  title: "Text that was encoded twice",
  why: "UTF-8 was read as another encoding and saved again. The model learns the broken letters, and does not know the right ones when people use them.",
  examples: {
    good: [
      `{"prompt":"Café à l’hôtel «São João» — £5 ->","completion":" 5"}`,
      `{"prompt":"MAÇÃ, NÃO, AÇÕES, Â, Ã, â, ð ->","completion":" 5"}`,
    ],
    bad: [
      `{"prompt":"Great caf«Ã©» ->","completion":" 5"}`,
      `{"prompt":"It«â€™»s great ->","completion":" It costs «Â£»5"}`,
      `{"prompt":"«Ð¿Ñ€Ð¸Ð²ÐµÑ‚» ->","completion":" 5"}`,
    ],
    fixed: [
      `{"prompt":"Great café ->","completion":" 5"}`,
      `{"prompt":"It’s great ->","completion":" It costs £5"}`,
      `{"prompt":"привет ->","completion":" 5"}`,
    ],
  },
  marks: textMark.odd,
  check(record, report) {
    for (const { text, matches } of matchesIn(record, doubled())) {
      const found = matches.flatMap((match) => {
        const meant = decoded(match[0]);
        const { index } = match;
        return meant === undefined
          ? []
          : [{ found: match[0], meant, span: text.span(index, index + match[0].length) }];
      });
      const [first] = found;
      if (first === undefined) continue;
      const edits = found.map(({ span, meant }) => ({ span, text: escapeJsonText(meant) }));
      report(first.span, { found: first.found, meant: first.meant, edits });
    }
  },
  message: ({ found, meant, edits }) =>
    edits.length === 1
      ? l10n.t("{0} was probably {1} before the text was encoded twice.", found, meant)
      : l10n.t(
          "{0} was probably {1} before the text was encoded twice; the text has {2} such places.",
          found,
          meant,
          grouped(edits.length),
        ),
  fix: ({ edits }) => ({ kind: "asks", title: l10n.t("Undo the second encoding"), edits }),
});

/**
 * Sequences that hardly stand in any text on purpose. Marks that end words and sentences in plain
 * texts do not count as a second byte, because capital letters with accents stand before them.
 */
const doubled = once(() => {
  const second = `[\\u0080-\\u00bf${windows1252Marks}]`;
  const notAMark =
    "[\\u0080-\\u009f\\u00a1-\\u00aa\\u00ac-\\u00ba\\u00bc-\\u00bf‚ƒ„†‡ˆ‰Š‹Œ‘˜™š›œžŸ€]";
  const patterns = [
    // Quotes, dashes, bullets, the euro, arrows.
    `â[€‚„†ˆ‰˜™œ\\u0080-\\u009f]${second}`,
    // Pictures.
    `ð[Ÿ\\u009f]${second}{2}`,
    // Letters of Western European languages.
    `Ã${notAMark}`,
    `(?<![\\p{L}])Â[\\u00a1-\\u00aa\\u00ac-\\u00ba\\u00bc-\\u00bf]`,
    // Words in Greek, Cyrillic, Hebrew, Arabic; two characters of other scripts.
    `(?:[Î-ÏÐ-ÛÄÅ]${second}){3,}`,
    `(?:[à-ï]${second}{2}){2,}`,
  ];
  return new RegExp(patterns.join("|"), "gu");
});

/** The text whose UTF-8 has been read as single bytes, or nothing where it is none. */
function decoded(text: string): string | undefined {
  const bytes = Uint8Array.from(text, singleByteOf);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
