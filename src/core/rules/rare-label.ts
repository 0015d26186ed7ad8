import * as l10n from "@vscode/l10n";
import { grouped } from "../grouped.js";
import { labelPlace } from "../dataset/label-place.js";
import type { CountedLabel, LabelSpellings } from "../dataset/label-spellings.js";
import { labelSpellings, withoutBlanks } from "../dataset/label-spellings.js";
import { misspeltLabels } from "../dataset/misspelt-labels.js";
import type { Suspect } from "./rule.js";
import { datasetRule } from "./rule.js";
import { ruleOptions } from "./rule-options.js";

interface Rare {
  readonly label: string;
  readonly count: number;
  readonly total: number;
}

interface FirstOfRare extends Suspect, Rare {}

const records = Array.from(
  { length: 120 },
  (_, n) => `{"prompt":"Kettle ${n} ->","completion":" ${n % 2 === 0 ? "positive" : "negative"}"}`,
);

const options = ruleOptions("rare-label", {
  fewestExamples: {
    usual: 5,
    least: 2,
    most: 1_000,
    isWhole: true,
    what: "A label with fewer records is rare, where the records have four times as many for each label on average.",
  },
});

export default datasetRule<readonly [LabelSpellings], FirstOfRare, Rare>({
  id: "rare-label",
  options: options.table,
  severity: "information",
  title: "Label with few examples",
  why: "From a few examples a model does not learn a class, and none of them may be left for a test. Add some, or put the class together with another.",
  examples: {
    target: "local",
    good: [records.join("\n")],
    bad: [[...records, `{"prompt":"Fine ->","completion":«" mixed"»}`].join("\n")],
    fixed: [null],
  },
  aggregates: [labelSpellings],
  suspects([spellings], { context, place }) {
    if (!context.traits.hasLabels) return [];
    const rare = rareLabels(spellings.labels, options.of(context).fewestExamples);
    return spellings.firstOfEach([...rare.keys()], place).flatMap(({ ref, text }) => {
      const numbers = rare.get(text);
      return numbers === undefined ? [] : [{ ref, ...numbers }];
    });
  },
  check({ record, suspect: { label, count, total } }, report, { format }) {
    const span = labelPlace(record, format)?.span;
    if (span === undefined) return;
    report({ start: span.start - 1, end: span.end + 1 }, { label, count, total });
  },
  message: ({ label, count, total }) =>
    count === 1
      ? l10n.t("Only 1 of {0} records has the label {1}.", grouped(total), JSON.stringify(label))
      : l10n.t(
          "Only {0} of {1} records have the label {2}.",
          grouped(count),
          grouped(total),
          JSON.stringify(label),
        ),
});

/** All labels have a good many records on average where those are so many times the fewest. */
const timesOnAverage = 4;
const mostLabels = 100;
const fewestRecords = 100;

/** The rare labels, but for those that other rules take for a frequent one. Numbers are measures. */
function rareLabels(labels: readonly CountedLabel[], fewest: number): ReadonlyMap<string, Rare> {
  const total = labels.reduce((sum, { count }) => sum + count, 0);
  const isOfClasses =
    total >= fewestRecords &&
    labels.length <= mostLabels &&
    total >= labels.length * fewest * timesOnAverage &&
    !labels.every(({ text }) => /^[\s\d.+-]*$/.test(text));
  if (!isOfClasses) return new Map();
  const misspelt = misspeltLabels(labels);
  const frequent = labels.filter(({ count }) => count >= fewest);
  const usual = new Set(frequent.map(({ text }) => withoutBlanks(text).toLowerCase()));
  const rare = labels.filter(
    ({ text, count }) =>
      count < fewest && !misspelt.has(text) && !usual.has(withoutBlanks(text).toLowerCase()),
  );
  return new Map(rare.map(({ text, count }) => [text, { label: text, count, total }]));
}
