import * as l10n from "@vscode/l10n";
import { grouped } from "../grouped.js";
import { matchesIn } from "../dataset/record-texts.js";
import { textMark } from "../kernel/text-marks.js";
import { recordRule } from "./rule.js";

export default recordRule<{ readonly count: number }>({
  id: "replacement-character",
  severity: "warning",
  title: "Replacement character",
  why: "U+FFFD stands where a program could not read a character. What stood there is lost, and a model learns to write the sign for it.",
  examples: {
    good: [`{"prompt":"Great café ->","completion":" 5"}`],
    bad: [
      `{"prompt":"Great caf«\ufffd» ->","completion":" 5"}`,
      `{"prompt":"Great caf«\\ufffd\\uFFFD» ->","completion":" 5"}`,
    ],
    fixed: [null, null],
  },
  marks: textMark.odd,
  check(record, report) {
    // Bytes that are not UTF-8 read as U+FFFD; the rule not-utf8 speaks of those.
    if (!record.isScanned && record.text.includes("\ufffd")) return;
    for (const { matches, span } of matchesIn(record, /\ufffd+/g)) {
      const count = matches.reduce((sum, [run]) => sum + run.length, 0);
      report(span, { count });
    }
  },
  message: ({ count }) =>
    count === 1
      ? l10n.t("A character has been lost here: U+FFFD stands in its place.")
      : l10n.t("Characters have been lost here: the text holds U+FFFD {0} times.", grouped(count)),
});
