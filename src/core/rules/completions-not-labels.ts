import * as l10n from "@vscode/l10n";
import { grouped } from "../grouped.js";
import type { DistinctCompletions } from "../dataset/distinct-completions.js";
import { distinctCompletions } from "../dataset/distinct-completions.js";
import { labelPlace } from "../dataset/label-place.js";
import { recordSpan } from "../dataset/record-span.js";
import type { Suspect } from "./rule.js";
import { datasetRule } from "./rule.js";

interface FirstOfTexts extends Suspect {
  readonly records: number;
  readonly different: number;
}

interface NoLabels {
  readonly records: number;
  readonly different: number;
  readonly target: string;
}

const dataset = (completionOf: (record: number) => string): string =>
  Array.from(
    { length: 12 },
    (_, n) => `{"prompt":"Kettle ${n} ->","completion":" ${completionOf(n)}"}`,
  ).join("\n");

export default datasetRule<readonly [DistinctCompletions], FirstOfTexts, NoLabels>({
  id: "completions-not-labels",
  severity: "error",
  isOffByDefault: true,
  isForTraining: true,
  title: "Completions that are no labels",
  why: "The target is a classifier: it learns to choose among few labels, and refuses a training file whose completions are texts of their own, or all the same.",
  formats: ["prompt-completion", "chat"],
  examples: {
    target: "local",
    good: [dataset((n) => (n % 2 === 0 ? "good" : "bad"))],
    bad: [
      dataset((n) => `Text ${n}`).replace(`" Text 0"`, `"« Text 0»"`),
      dataset(() => "good").replace(`" good"`, `"« good»"`),
    ],
    fixed: [null, null],
  },
  aggregates: [distinctCompletions],
  suspects([completions], { firstRef, context: { target } }) {
    if (target.labels === undefined || firstRef === undefined) return [];
    const { most, fewestRecordsEach } = target.labels;
    const { records, different } = completions.count();
    // Of files that are too short to tell another rule speaks.
    if (records < Math.max(target.leastRecords, 1)) return [];
    const areFew = different <= most && different * fewestRecordsEach <= records;
    return areFew && different > 1 ? [] : [{ ref: firstRef, records, different }];
  },
  check({ record, suspect: { records, different } }, report, { target, format }) {
    const span = labelPlace(record, format)?.span ?? recordSpan(record.text);
    report(span, { records, different, target: target.title });
  },
  message: ({ records, different, target }) =>
    different === 1
      ? l10n.t(
          "All {0} completions are the same: {1} has nothing to tell apart.",
          grouped(records),
          target,
        )
      : l10n.t(
          "{0} of {1} completions differ, so they are free text; {2} chooses among few labels.",
          grouped(different),
          grouped(records),
          target,
        ),
});
