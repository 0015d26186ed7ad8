import * as l10n from "@vscode/l10n";
import { grouped } from "../grouped.js";
import { matchesIn } from "../dataset/record-texts.js";
import { textMark } from "../kernel/text-marks.js";
import { recordRule } from "./rule.js";

export default recordRule<{ readonly count: number }>({
  id: "phone-number",
  severity: "information",
  isOffByDefault: true,
  title: "Phone number in a text",
  why: "A model may tell a number to anybody who asks in the right way. Where people have not agreed to that, it does not belong in training data.",
  examples: {
    good: [`{"prompt":"Order 1234567890, 2024-01-02, 555-0100 ->","completion":" 5"}`],
    bad: [`{"prompt":"Call «+44 20 7946 0958» or (212) 867-5309 ->","completion":" 5"}`],
    fixed: [null],
  },
  marks: textMark.digit,
  check(record, report) {
    for (const { matches, span } of matchesIn(record, pattern, isLongEnough)) {
      report(span, { count: matches.length });
    }
  },
  message: ({ count }) =>
    count === 1
      ? l10n.t("The text holds a phone number.")
      : l10n.t("The text holds {0} phone numbers.", grouped(count)),
});

/** With the code of a country, or as in North America. */
const pattern =
  /(?<![\w+.-])(?:\+\d{1,3}[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d{1,4}(?:[ .-]?\d{1,5}){1,5}|\(\d{3}\) ?\d{3}-\d{4})(?![\w-])/g;

/** Numbers have 8 to 15 digits (ITU E.164). */
function isLongEnough(number: string): boolean {
  const { length } = number.replaceAll(/\D/g, "");
  return length >= 8 && length <= 15;
}
