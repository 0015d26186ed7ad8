import * as l10n from "@vscode/l10n";
import { grouped } from "../grouped.js";
import { matchesIn } from "../dataset/record-texts.js";
import { textMark } from "../kernel/text-marks.js";
import { recordRule } from "./rule.js";

export default recordRule<{ readonly count: number }>({
  id: "email-address",
  severity: "information",
  isOffByDefault: true,
  title: "E-mail address in a text",
  why: "A model may tell an address to anybody who asks in the right way. Where people have not agreed to that, it does not belong in training data.",
  examples: {
    good: [`{"prompt":"Write to info@example.com or @ann ->","completion":" 5"}`],
    bad: [
      `{"prompt":"Write to «ann.lee@kettles.co.uk» or bob@kettles.co.uk ->","completion":" 5"}`,
    ],
    fixed: [null],
  },
  marks: textMark.atSign,
  check(record, report) {
    for (const { matches, span } of matchesIn(record, pattern, (match) => !isReserved(match))) {
      report(span, { count: matches.length });
    }
  },
  message: ({ count }) =>
    count === 1
      ? l10n.t("The text holds an e-mail address.")
      : l10n.t("The text holds {0} e-mail addresses.", grouped(count)),
});

const pattern =
  /(?<![\w.+-])[A-Za-z0-9][\w.+-]{0,63}@[A-Za-z0-9][A-Za-z0-9-]{0,62}(?:\.[A-Za-z0-9][A-Za-z0-9-]{0,62}){0,4}\.[A-Za-z]{2,24}(?![\w-])/g;

/** Whether the domain is one that nobody can have (RFC 2606). */
function isReserved(address: string): boolean {
  return /[@.](?:example\.(?:com|net|org)|example|test|localhost|invalid)$/i.test(address);
}
