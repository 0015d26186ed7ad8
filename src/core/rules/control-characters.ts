import * as l10n from "@vscode/l10n";
import { grouped } from "../grouped.js";
import { matchesIn } from "../dataset/record-texts.js";
import { textMark } from "../kernel/text-marks.js";
import { escapeJsonText } from "../json/string-offsets.js";
import type { Edit } from "../json/span.js";
import { windows1252Of } from "../windows-1252.js";
import { recordRule } from "./rule.js";

interface Controls {
  readonly first: string;
  readonly count: number;
  /** Whether `\f` and `\b` start words: then they were meant as backslash and letter. */
  readonly areCommands: boolean;
  readonly edits: readonly Edit[];
}

export default recordRule<Controls>({
  id: "control-characters",
  severity: "warning",
  title: "Control characters in a text",
  why: "Control characters come from terminals, damaged files and backslashes that were not doubled. A model reads them as tokens of their own and learns to write them.",
  examples: {
    good: [`{"prompt":"Great\\n\\tkettle\\r\\n ->","completion":" 5"}`],
    bad: [
      `{"prompt":"Great«\\u0000» kettle ->","completion":" 5"}`,
      `{"prompt":"A «\\u001b[31m»red\\u001b[0m kettle ->","completion":" 5"}`,
      `{"prompt":"It«\\u0092»s great \\u0097 really ->","completion":" 5"}`,
      `{"messages":[{"role":"user","content":"What is $«\\f»rac{1}{2}$?"},{"role":"assistant","content":"A half."}]}`,
    ],
    fixed: [
      `{"prompt":"Great kettle ->","completion":" 5"}`,
      `{"prompt":"A red kettle ->","completion":" 5"}`,
      `{"prompt":"It’s great — really ->","completion":" 5"}`,
      `{"messages":[{"role":"user","content":"What is $\\\\frac{1}{2}$?"},{"role":"assistant","content":"A half."}]}`,
    ],
  },
  marks: textMark.odd,
  check(record, report) {
    for (const { text, matches, span } of matchesIn(record, controls)) {
      const edits = matches.map(({ 0: found, index }) => ({
        span: text.span(index, index + found.length),
        text: escapeJsonText(meantBy(found)),
      }));
      const areCommands = matches.every(({ 0: found }) => found === "\f" || found === "\b");
      report(span, { first: matches[0]?.[0] ?? "", count: matches.length, areCommands, edits });
    }
  },
  message({ first, count, areCommands }) {
    if (areCommands) {
      const lost = meantBy(first);
      return l10n.t("{0} is a control character; a backslash and a letter may be meant.", lost);
    }
    const unit = first.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    return count === 1
      ? l10n.t("The text holds the control character U+{0}.", unit)
      : l10n.t("The text holds {0} control characters, the first one U+{1}.", grouped(count), unit);
  },
  fix: ({ areCommands, edits }) => ({
    kind: "asks",
    title: areCommands
      ? l10n.t("Write a backslash and the letter")
      : l10n.t("Remove the control characters, or write the marks that were meant"),
    edits,
  }),
});

/**
 * Sequences for terminals, `\f` and `\b` before a word, and single control characters; the rule
 * mojibake speaks of those that are the rest of a letter.
 */
const controls =
  // eslint-disable-next-line no-control-regex -- these are what the rule is about
  /\u001b\[[\d;?]*[A-Za-z]|[\f\b](?=[a-z]{2})|[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|(?<![\u00c2-\u00f4][\u0080-\u00bf]{0,2})[\u0080-\u009f]/g;

/** What somebody wrote before it was taken for an escape; nothing where it can go. */
function meantBy(found: string): string {
  if (found === "\f") return "\\f";
  return found === "\b" ? "\\b" : windows1252Of(found);
}
