import * as l10n from "@vscode/l10n";
import { labelPlace } from "../dataset/label-place.js";
import type { LabelSpellings, OddLabel } from "../dataset/label-spellings.js";
import { labelSpellings } from "../dataset/label-spellings.js";
import { escapeJsonText } from "../json/string-offsets.js";
import type { Span } from "../json/span.js";
import { datasetRule } from "./rule.js";

interface WrittenLabel {
  readonly span: Span;
  readonly label: string;
  readonly usual: string;
}

const spelt = (...labels: readonly string[]): string =>
  labels.map((label, n) => `{"prompt":"Kettle ${n} ->","completion":" ${label}"}`).join("\n");

const usual = ["passé", "neuf", "passé", "neuf", "passé", "neuf", "passé", "neuf"];

export default datasetRule<readonly [LabelSpellings], OddLabel, WrittenLabel>({
  id: "label-normal-form",
  severity: "warning",
  title: "Label in another Unicode form",
  why: "The same letters can be written in several ways, é as one character or as e with an accent. They look alike and are other tokens: the label is two classes, and each has fewer examples.",
  source: "https://www.unicode.org/reports/tr15/",
  examples: {
    target: "local",
    good: [spelt(...usual)],
    bad: [spelt(...usual, "passe\u0301").replace(" passe\u0301", "« passe\u0301»")],
    fixed: [spelt(...usual, "passé")],
  },
  aggregates: [labelSpellings],
  suspects: ([spellings], { context }) =>
    context.traits.hasLabels
      ? spellings.odd(
          (label) => label.normalize("NFC"),
          () => true,
        )
      : [],
  check({ record, suspect: { usual } }, report, { format }) {
    const place = labelPlace(record, format);
    if (place !== undefined) report(place.span, { ...place, usual });
  },
  message: ({ label, usual }) =>
    l10n.t(
      "The label {0} has {1} characters here and {2} in most records.",
      JSON.stringify(label),
      Array.from(label).length,
      Array.from(usual).length,
    ),
  fix: ({ span, usual }) => ({
    kind: "asks",
    title: l10n.t("Write the label as in most records"),
    edits: [{ span, text: escapeJsonText(usual) }],
  }),
});
