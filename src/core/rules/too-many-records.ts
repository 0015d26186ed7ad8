import * as l10n from "@vscode/l10n";
import { grouped } from "../grouped.js";
import { recordSpan } from "../dataset/record-span.js";
import { limitsFor } from "../targets/target.js";
import { datasetRule } from "./rule.js";
import type { Suspect } from "./rule.js";

interface FirstOfMany extends Suspect {
  readonly records: number;
  readonly most: number;
}

interface TooMany {
  readonly records: number;
  readonly most: number;
  readonly target: string;
}

export default datasetRule<readonly [], FirstOfMany, TooMany>({
  id: "too-many-records",
  severity: "error",
  title: "Too many records",
  why: "Services refuse a training file with more records than their maximum.",
  examples: {
    good: [`{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}`],
    // As many records as this takes are in a test of its own.
    bad: [],
    fixed: [],
  },
  aggregates: [],
  suspects(_, { records, firstRef, context: { target, format } }) {
    const { mostRecords: most } = limitsFor(target, format.id);
    if (firstRef === undefined || most === undefined || records <= most) return [];
    return [{ ref: firstRef, records, most }];
  },
  check: ({ record, suspect: { records, most } }, report, { target }) =>
    report(recordSpan(record.text), { records, most, target: target.title }),
  message: ({ records, most, target }) =>
    l10n.t(
      "The file has {0} records; {1} takes at most {2}.",
      grouped(records),
      target,
      grouped(most),
    ),
});
