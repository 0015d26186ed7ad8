import * as l10n from "@vscode/l10n";
import { labelPlace } from "../dataset/label-place.js";
import type { LabelSpellings, OddLabel } from "../dataset/label-spellings.js";
import { labelSpellings, withoutBlanks } from "../dataset/label-spellings.js";
import type { Span } from "../json/span.js";
import { escapeJsonText } from "../json/string-offsets.js";
import { datasetRule } from "./rule.js";

interface WrittenLabel {
  readonly span: Span;
  readonly label: string;
  readonly usual: string;
}

export default datasetRule<readonly [LabelSpellings], OddLabel, WrittenLabel>({
  id: "label-case",
  severity: "warning",
  title: "Label in other letters' case",
  why: "To a model two labels that differ in capital letters are two classes, and each has fewer examples.",
  examples: {
    target: "local",
    good: [
      `{"prompt":"Great ->","completion":" good"}\n{"prompt":"Leaks ->","completion":" bad"}\n{"prompt":"Fine ->","completion":" good"}\n{"prompt":"Nice ->","completion":" good"}\n{"prompt":"Ugly ->","completion":" bad"}\n{"prompt":"Loud ->","completion":" bad"}`,
    ],
    bad: [
      `{"prompt":"Great ->","completion":" good"}\n{"prompt":"Leaks ->","completion":" bad"}\n{"prompt":"Fine ->","completion":" good"}\n{"prompt":"Nice ->","completion":"« Good»"}\n{"prompt":"Ugly ->","completion":" bad"}\n{"prompt":"Loud ->","completion":" bad"}\n{"prompt":"Hot ->","completion":" bad"}\n{"prompt":"New ->","completion":" good"}\n{"prompt":"Old ->","completion":" bad"}`,
    ],
    fixed: [
      `{"prompt":"Great ->","completion":" good"}\n{"prompt":"Leaks ->","completion":" bad"}\n{"prompt":"Fine ->","completion":" good"}\n{"prompt":"Nice ->","completion":" good"}\n{"prompt":"Ugly ->","completion":" bad"}\n{"prompt":"Loud ->","completion":" bad"}\n{"prompt":"Hot ->","completion":" bad"}\n{"prompt":"New ->","completion":" good"}\n{"prompt":"Old ->","completion":" bad"}`,
    ],
  },
  aggregates: [labelSpellings],
  suspects: ([spellings], { context }) =>
    context.traits.hasLabels ? spellings.odd(inSmallLetters, differInCase) : [],
  check({ record, suspect: { usual } }, report, { format }) {
    const place = labelPlace(record, format);
    if (place !== undefined) report(place.span, { ...place, usual });
  },
  message: ({ label, usual }) =>
    l10n.t(
      "The label {0} is written {1} in most records.",
      JSON.stringify(label),
      JSON.stringify(usual),
    ),
  fix: ({ span, usual }) => ({
    kind: "asks",
    title: l10n.t("Write the label as {0}", JSON.stringify(usual)),
    edits: [{ span, text: escapeJsonText(usual) }],
  }),
});

function inSmallLetters(label: string): string {
  return withoutBlanks(label).toLowerCase();
}

/** Single letters may be labels of their own in either case. */
function differInCase(label: string, usual: string): boolean {
  const plain = withoutBlanks(label);
  return plain.length > 1 && plain !== withoutBlanks(usual);
}
