import * as l10n from "@vscode/l10n";
import type { FingerprintIndex } from "../dataset/fingerprint-index.js";
import { recordFingerprints } from "../dataset/record-fingerprints.js";
import { promptSpan } from "../dataset/repeated-prompts.js";
import type { NormalisedDuplicate } from "../similarity/normalised-duplicates.js";
import { normalisedDuplicates } from "../similarity/normalised-duplicates.js";
import type { SketchColumns } from "../similarity/sketch-columns.js";
import { mostBytesCompared, textSketches } from "../similarity/sketch-columns.js";
import { backgroundRule } from "./background-rule.js";
import type { Related } from "./finding.js";

type States = readonly [SketchColumns, FingerprintIndex];

export default backgroundRule<States, NormalisedDuplicate, { readonly first: Related }>({
  id: "normalised-duplicate",
  severity: "information",
  title: "Duplicate but for case, white space or punctuation",
  why: "To a model the record is the same twice, which a comparison of characters does not see: it counts double in training, and a split may put one of the two into the test file. Compared is the normal form NFKC in small letters, without quotes, dashes and stops, with white space as one blank; signs that make another formula of a text count.",
  examples: {
    good: [
      `{"prompt":"What is 3 + 4? ->","completion":" 7"}\n{"prompt":"What is 3 - 4? ->","completion":" -1"}`,
      `{"prompt":"A door stop ->","completion":" 12"}\n{"prompt":"A door ->","completion":" 12"}`,
    ],
    bad: [
      `{"prompt":"A door stop ->","completion":" 12"}\n{"prompt":«"a  door stop. ->"»,"completion":" 12"}`,
      `{"prompt":"Grüße aus Köln ->","completion":" de"}\n{"prompt":«"GRÜẞE aus Köln ->"»,"completion":" de"}\n{"prompt":«"grüße, aus „Köln“ ->"»,"completion":" de"}`,
    ],
    fixed: [
      `{"prompt":"A door stop ->","completion":" 12"}\n`,
      `{"prompt":"Grüße aus Köln ->","completion":" de"}\n`,
    ],
  },
  mostBytesUnasked: mostBytesCompared,
  aggregates: [textSketches, recordFingerprints],
  search: ([sketches, index], { context, commonRuns, read }) =>
    normalisedDuplicates(sketches, index, { format: context.format, commonRuns, read }),
  check({ record, suspect, read, place }, report, { format }) {
    const first = read(suspect.first);
    if (first === undefined) return;
    report(promptSpan(record, format), {
      first: {
        line: place(suspect.first),
        span: promptSpan(first, format),
        message: l10n.t("The first of these records"),
      },
    });
  },
  message: ({ first }) =>
    l10n.t(
      "The record differs from the one on line {0} only in case, white space or punctuation.",
      first.line + 1,
    ),
  related: ({ first }) => [first],
  fix: () => ({
    kind: "asks",
    title: l10n.t("Remove this duplicate record"),
    edits: [],
    removesLine: true,
  }),
});
