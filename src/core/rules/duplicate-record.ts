import * as l10n from "@vscode/l10n";
import { inOrder } from "../dataset/duplicates.js";
import type { FingerprintIndex } from "../dataset/fingerprint-index.js";
import { recordFingerprints } from "../dataset/record-fingerprints.js";
import { recordSpan } from "../dataset/record-span.js";
import type { LinePlace, Suspect } from "./rule.js";
import { areEqualValues } from "../json/equal-values.js";
import { datasetRule } from "./rule.js";
import type { Related } from "./finding.js";

interface Repeated extends Suspect {
  /** The earliest record that is equal. */
  readonly first: number;
}

export default datasetRule<readonly [FingerprintIndex], Repeated, { readonly first: Related }>({
  id: "duplicate-record",
  severity: "warning",
  title: "Duplicate record",
  why: "The record counts twice in training, and once it lands in both training and test files the test result is too good to be true.",
  examples: {
    good: [
      `{"prompt":"Great kettle ->","completion":" 5"}\n{"prompt":"Leaks ->","completion":" 1"}`,
    ],
    bad: [
      `{"prompt":"Great kettle ->","completion":" 5"}\n«{"completion": " 5", "prompt": "Great kettle ->"}»`,
    ],
    fixed: [`{"prompt":"Great kettle ->","completion":" 5"}\n`],
  },
  aggregates: [recordFingerprints],
  suspects: ([index], { place }) => repeatedRecords(index, place),
  check({ record, suspect, read, place }, report) {
    const first = read(suspect.first);
    // A hash has brought the two together; only equal values may be called equal.
    if (first === undefined || !areEqualValues(record.value, first.value)) return;
    // Numbers beyond 2^53 are rounded when they are read; their digits may differ all the same.
    if (longNumbers(record.text) !== longNumbers(first.text)) return;
    report(recordSpan(record.text), {
      first: {
        line: place(suspect.first),
        span: recordSpan(first.text),
        message: l10n.t("The first of the equal records"),
      },
    });
  },
  message: ({ first }) => l10n.t("The record is the same as the one on line {0}.", first.line + 1),
  related: ({ first }) => [first],
  fix: () => ({
    kind: "asks",
    title: l10n.t("Remove this duplicate record"),
    edits: [],
    removesLine: true,
  }),
});

/** The records that equal an earlier one. */
function repeatedRecords(index: FingerprintIndex, place: LinePlace): Repeated[] {
  const found: Repeated[] = [];
  for (const group of index.groups()) {
    const firsts = new Map<number, number>();
    for (const ref of inOrder(group, place)) {
      const whole = index.recordKey(ref);
      const first = firsts.get(whole);
      if (first === undefined) firsts.set(whole, ref);
      else found.push({ ref, first });
    }
  }
  return found;
}

/** The runs of digits in a line that are too long to be exact numbers, in a fixed order. */
function longNumbers(text: string): string {
  return (text.match(/[0-9]{16,}/g) ?? []).toSorted().join(" ");
}
