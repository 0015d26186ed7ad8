import * as l10n from "@vscode/l10n";
import { recordSpan } from "../dataset/record-span.js";
import { accepts } from "../targets/readers.js";
import { withRefusal } from "../targets/with-refusal.js";
import { limitsFor, refusalBy } from "../targets/target.js";
import type { Suspect } from "./rule.js";
import { datasetRule } from "./rule.js";

interface FirstOfFew extends Suspect {
  readonly records: number;
}

interface TooFew {
  readonly records: number;
  readonly least: number;
  readonly target: string;
  /** The target's own words. */
  readonly refusal: string | undefined;
}

export default datasetRule<readonly [], FirstOfFew, TooFew>({
  id: "too-few-records",
  severity: "error",
  severityUnchosen: "information",
  isForTraining: true,
  title: "Too few records",
  why: "Services refuse a training file with fewer records than their minimum.",
  examples: {
    target: "openai",
    good: [
      Array.from(
        { length: 10 },
        (_, index) =>
          `{"messages":[{"role":"user","content":"${index} + 1"},{"role":"assistant","content":"${index + 1}"}]}`,
      ).join("\n"),
    ],
    bad: [
      `«{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}»\n{"messages":[{"role":"user","content":"Bye"},{"role":"assistant","content":"Goodbye."}]}`,
    ],
    fixed: [null],
  },
  aggregates: [],
  suspects(_, { records, firstRef, context: { target, format } }) {
    const isAccepted = accepts(target, format);
    if (firstRef === undefined || !isAccepted) return [];
    return records < limitsFor(target, format.id).leastRecords ? [{ ref: firstRef, records }] : [];
  },
  check({ record, suspect: { records } }, report, { target, format }) {
    const { leastRecords: least } = limitsFor(target, format.id);
    const refusal = refusalBy(target, "too-few-records", [records, least]);
    report(recordSpan(record.text), { records, least, target: target.title, refusal });
  },
  message({ records, least, target, refusal }) {
    const said =
      records === 1
        ? l10n.t("The file has 1 record; {0} wants at least {1}.", target, least)
        : l10n.t("The file has {0} records; {1} wants at least {2}.", records, target, least);
    return withRefusal(said, refusal);
  },
});
