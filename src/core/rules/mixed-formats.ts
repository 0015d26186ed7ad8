import * as l10n from "@vscode/l10n";
import { formatOf } from "../dataset/format-tally.js";
import { recordSpan } from "../dataset/record-span.js";
import { recordRule } from "./rule.js";

interface ForeignRecord {
  /** The titles of the formats. */
  readonly own: string;
  readonly others: string;
}

export default recordRule<ForeignRecord>({
  id: "mixed-formats",
  severity: "error",
  title: "Record of another format",
  why: "A file has one format: services refuse one with two, and trainers drop the records they do not expect.",
  examples: {
    good: [
      `{"prompt":"Great kettle ->","completion":" 5"}\n{"prompt":"Leaks ->","completion":" 1"}`,
    ],
    bad: [
      `{"prompt":"Great kettle ->","completion":" 5"}\n{"prompt":"Leaks ->","completion":" 1"}\n«{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}»`,
    ],
    fixed: [null],
  },
  isForForeign: true,
  check(record, report, { format }) {
    const own = formatOf(record);
    if (own === undefined) return;
    report(recordSpan(record.text), { own: own.title, others: format.title });
  },
  message: ({ own, others }) =>
    l10n.t('This record has the format "{0}", most others have "{1}".', own, others),
});
