import * as l10n from "@vscode/l10n";
import { grouped } from "../grouped.js";
import { labelPlace } from "../dataset/label-place.js";
import type { LabelSpellings } from "../dataset/label-spellings.js";
import { labelSpellings } from "../dataset/label-spellings.js";
import { recordSpan } from "../dataset/record-span.js";
import { groupBy } from "../group-by.js";
import type { LinePlace, Suspect } from "./rule.js";
import { datasetRule } from "./rule.js";

interface Clusters {
  /** How many runs of equal labels there are, and how many a shuffled file would have. */
  readonly runs: number;
  readonly usual: number;
  /** How many records were looked at. */
  readonly records: number;
}

interface First extends Suspect {
  readonly clusters: Clusters;
}

const record = (n: number, label: string): string =>
  `{"prompt":"Kettle ${n} ->","completion":" ${label}"}`;
const shuffled = Array.from({ length: 60 }, (_, n) => record(n, (n * n) % 7 < 3 ? "good" : "bad"));
const sorted = Array.from({ length: 60 }, (_, n) =>
  n === 0 ? `{"prompt":"Kettle ->","completion":"« good»"}` : record(n, n < 30 ? "good" : "bad"),
);

export default datasetRule<readonly [LabelSpellings], First, Clusters>({
  id: "records-sorted-by-label",
  severity: "warning",
  isForTraining: true,
  title: "Records sorted by label",
  why: "Training that sees one label after the other forgets the first ones: accuracy has been seen to fall to half of that of the same records, shuffled. A split by position leaves labels out.",
  examples: {
    target: "local",
    good: [shuffled.join("\n")],
    bad: [sorted.join("\n")],
    fixed: [null],
  },
  aggregates: [labelSpellings],
  suspects([spellings], { context, place, firstRef }) {
    if (!context.traits.hasLabels || firstRef === undefined) return [];
    const clusters = clustersIn(spellings, place);
    return clusters === undefined ? [] : [{ ref: firstRef, clusters }];
  },
  check({ record: first, suspect: { clusters } }, report, { format }) {
    report(labelPlace(first, format)?.span ?? recordSpan(first.text), clusters);
  },
  message: ({ runs, usual, records }) =>
    l10n.t(
      "Equal labels stand together: {0} records have {1} runs of equal labels, and shuffled about {2}.",
      grouped(records),
      grouped(runs),
      grouped(usual),
    ),
});

/** Of more records some are looked at, so that an edit costs little. */
const mostRecords = 2_000;
const fewestRecords = 30;
/** So many standard deviations below what chance would give, and half of it at most. */
const leastDeviation = 6;

/** The runs of equal labels, where they are far fewer than in a shuffled file (a runs test). */
function clustersIn(spellings: LabelSpellings, place: LinePlace): Clusters | undefined {
  const sample = spellings.sample(mostRecords);
  const records = sample.length;
  if (records < fewestRecords) return undefined;
  const ordered = sample
    .map(({ ref, label }) => ({ at: place(ref), label }))
    .sort((a, b) => a.at - b.at);
  const runs = ordered.filter(({ label }, index) => ordered[index - 1]?.label !== label).length;
  const counts = [...groupBy(ordered, ({ label }) => label).values()].map(({ length }) => length);
  // The chance that two neighbours of a shuffled file are equal.
  const equal = counts.reduce(
    (sum, count) => sum + (count * (count - 1)) / (records * (records - 1)),
    0,
  );
  const usual = 1 + (records - 1) * (1 - equal);
  const deviation = Math.sqrt((records - 1) * equal * (1 - equal));
  const isClustered = runs * 2 <= usual && usual - runs >= leastDeviation * deviation;
  return isClustered ? { runs, usual: Math.round(usual), records } : undefined;
}
