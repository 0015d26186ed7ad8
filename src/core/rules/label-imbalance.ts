import * as l10n from "@vscode/l10n";
import { grouped } from "../grouped.js";
import { labelPlace } from "../dataset/label-place.js";
import type { CountedLabel, LabelSpellings } from "../dataset/label-spellings.js";
import { labelSpellings } from "../dataset/label-spellings.js";
import { recordSpan } from "../dataset/record-span.js";
import type { Suspect } from "./rule.js";
import { datasetRule } from "./rule.js";
import { ruleOptions } from "./rule-options.js";

interface Imbalance {
  readonly most: CountedLabel;
  readonly next: CountedLabel;
  readonly total: number;
}

interface First extends Suspect {
  readonly imbalance: Imbalance;
}

const record = (n: number, label: string): string =>
  `{"prompt":"Kettle ${n} ->","completion":" ${label}"}`;
const even = Array.from({ length: 60 }, (_, n) => record(n, n % 2 === 0 ? "good" : "bad"));
const uneven = Array.from({ length: 60 }, (_, n) =>
  n === 0
    ? `{"prompt":"Kettle ->","completion":"« good»"}`
    : record(n, n % 6 === 1 ? "bad" : "good"),
);

const options = ruleOptions("label-imbalance", {
  share: {
    usual: 0.8,
    least: 0.5,
    most: 1,
    isWhole: false,
    what: "The share of all records from which on one label has most of them.",
  },
});

export default datasetRule<readonly [LabelSpellings], First, Imbalance>({
  id: "label-imbalance",
  options: options.table,
  severity: "information",
  title: "One label has most of the records",
  why: "A model that always says the frequent label looks good by its accuracy and is of no use. Balance the training records, or judge it by each label.",
  examples: {
    target: "local",
    good: [even.join("\n")],
    bad: [uneven.join("\n")],
    fixed: [null],
  },
  aggregates: [labelSpellings],
  suspects([spellings], { context, firstRef }) {
    if (!context.traits.hasLabels || firstRef === undefined) return [];
    const imbalance = imbalanceOf(spellings.labels, options.of(context).share);
    return imbalance === undefined ? [] : [{ ref: firstRef, imbalance }];
  },
  check({ record: first, suspect: { imbalance } }, report, { format }) {
    report(labelPlace(first, format)?.span ?? recordSpan(first.text), imbalance);
  },
  message: ({ most, next, total }) =>
    l10n.t(
      "{0} of {1} records ({2} %) have the label {3}; the next one, {4}, has {5}.",
      grouped(most.count),
      grouped(total),
      Math.floor((100 * most.count) / total),
      JSON.stringify(most.text),
      JSON.stringify(next.text),
      grouped(next.count),
    ),
});

const fewestRecords = 50;

function imbalanceOf(labels: readonly CountedLabel[], share: number): Imbalance | undefined {
  const total = labels.reduce((sum, { count }) => sum + count, 0);
  const [most, next] = labels;
  if (most === undefined || next === undefined || total < fewestRecords) return undefined;
  return most.count >= total * share ? { most, next, total } : undefined;
}
