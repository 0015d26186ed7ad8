import * as l10n from "@vscode/l10n";
import { grouped } from "../grouped.js";
import { matchesIn } from "../dataset/record-texts.js";
import { textMark } from "../kernel/text-marks.js";
import { recordRule } from "./rule.js";

export default recordRule<{ readonly count: number }>({
  id: "card-number",
  severity: "information",
  isOffByDefault: true,
  title: "Card number in a text",
  why: "A number of a credit card lets whoever sees it pay with it, and a model may say it to anybody.",
  examples: {
    good: [`{"prompt":"Order 4111111111111112 of 1234 5678 9012 3456 ->","completion":" 5"}`],
    bad: [`{"prompt":"My card is «4111 1111 1111 1111» ->","completion":" 5"}`],
    fixed: [null],
  },
  marks: textMark.digit,
  check(record, report) {
    for (const { matches, span } of matchesIn(record, pattern, isCardNumber)) {
      report(span, { count: matches.length });
    }
  },
  message: ({ count }) =>
    count === 1
      ? l10n.t("The text holds a number that is good for a card.")
      : l10n.t("The text holds {0} numbers that are good for cards.", grouped(count)),
});

const pattern = /(?<![\w.-])\d(?:[ -]?\d){12,18}(?![\w-])/g;

/** Whether it starts as the numbers of the large networks do, and its check digit is right (Luhn). */
function isCardNumber(written: string): boolean {
  const digits = written.replaceAll(/\D/g, "");
  if (
    !/^(?:4\d{12}(?:\d{3})?|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|6(?:011|5\d\d)\d{12})$/.test(
      digits,
    )
  ) {
    return false;
  }
  const sum = Array.from(digits)
    .reverse()
    .reduce((total, digit, index) => {
      const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0;
}
