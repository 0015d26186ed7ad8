import * as l10n from "@vscode/l10n";
import type { OddlyWrittenLabel } from "../dataset/label-place.js";
import { oddlyWrittenLabel } from "../dataset/label-place.js";
import type { LabelSpellings, OddLabel } from "../dataset/label-spellings.js";
import { labelSpellings } from "../dataset/label-spellings.js";
import { misspeltLabels } from "../dataset/misspelt-labels.js";
import { datasetRule } from "./rule.js";

const records = Array.from(
  { length: 42 },
  (_, n) => `{"prompt":"Kettle ${n} ->","completion":" ${n % 2 === 0 ? "positive" : "negative"}"}`,
);

export default datasetRule<readonly [LabelSpellings], OddLabel, OddlyWrittenLabel>({
  id: "label-misspelling",
  severity: "warning",
  title: "Label that is probably misspelt",
  why: "A misspelt label is a class of its own with hardly an example, and the right one lacks the record.",
  examples: {
    target: "local",
    good: [records.join("\n")],
    bad: [[...records, `{"prompt":"Fine ->","completion":"« postive»"}`].join("\n")],
    fixed: [[...records, `{"prompt":"Fine ->","completion":" positive"}`].join("\n")],
  },
  aggregates: [labelSpellings],
  suspects: ([spellings], { context }) =>
    context.traits.hasLabels ? spellings.recordsOf(misspeltLabels(spellings.labels)) : [],
  ...oddlyWrittenLabel,
  message: ({ label, usual }) =>
    l10n.t(
      "The label {0} is rare; {1} is probably meant.",
      JSON.stringify(label),
      JSON.stringify(usual),
    ),
});
