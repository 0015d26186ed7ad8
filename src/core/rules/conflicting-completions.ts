import * as l10n from "@vscode/l10n";
import type { FingerprintIndex } from "../dataset/fingerprint-index.js";
import { recordFingerprints } from "../dataset/record-fingerprints.js";
import type { DatasetRecord } from "../dataset/record.js";
import type { RepeatedPrompt } from "../dataset/repeated-prompts.js";
import { promptSpan, repeatedPrompts } from "../dataset/repeated-prompts.js";
import type { Format } from "../formats/format.js";
import { areEqualValues } from "../json/equal-values.js";
import type { Span } from "../json/span.js";
import type { Related } from "./finding.js";
import { datasetRule } from "./rule.js";

interface Conflict {
  readonly first: Related;
  readonly label: string;
  readonly firstLabel: string;
}

export default datasetRule<readonly [FingerprintIndex], RepeatedPrompt, Conflict>({
  id: "conflicting-completions",
  severity: "warning",
  title: "Equal prompts with different labels",
  why: "At least one of the labels is wrong. The model cannot learn both, and a test set with such records cannot be answered right.",
  examples: {
    good: [
      `{"prompt":"Great ->","completion":" good"}\n{"prompt":"Leaks ->","completion":" bad"}\n{"prompt":"Fine ->","completion":" good"}\n{"prompt":"Nice ->","completion":" good"}\n{"prompt":"Ugly ->","completion":" bad"}\n{"prompt":"Loud ->","completion":" bad"}`,
    ],
    bad: [
      `{"prompt":"Great ->","completion":" good"}\n{"prompt":"Leaks ->","completion":" bad"}\n{"prompt":"Fine ->","completion":" good"}\n{"prompt":"Nice ->","completion":" good"}\n{"prompt":"Ugly ->","completion":" bad"}\n{"prompt":"Great ->","completion":«" bad"»}`,
    ],
    fixed: [null],
  },
  aggregates: [recordFingerprints],
  suspects: ([index], { place, context }) =>
    context.traits.hasLabels ? repeatedPrompts(index, place, (hasOther) => hasOther) : [],
  check({ record, suspect, read, place }, report, { format }) {
    const first = read(suspect.first);
    if (first === undefined) return;
    const own = format.parts(record.object ?? {});
    const other = format.parts(first.object ?? {});
    // A hash has brought the two together; only equal values may be called equal.
    if (!areEqualValues(own.prompt, other.prompt)) return;
    if (areEqualValues(own.completion, other.completion, { trimmed: true })) return;
    report(answer(record, format).span, {
      label: answer(record, format).text,
      firstLabel: answer(first, format).text,
      first: {
        line: place(suspect.first),
        span: answer(first, format).span,
        message: l10n.t("The first record with this prompt"),
      },
    });
  },
  message: ({ first, label, firstLabel }) =>
    l10n.t(
      "The label is {0}; the same prompt has {1} on line {2}.",
      JSON.stringify(label),
      JSON.stringify(firstLabel),
      first.line + 1,
    ),
  related: ({ first }) => [first],
});

/** A record's label and where it stands; the whole prompt where it has none that is text. */
function answer(record: DatasetRecord, format: Format): { readonly text: string; span: Span } {
  const path = record.object && format.completionTextPath(record.object);
  const text = path === undefined ? undefined : record.textAt(path);
  return text === undefined
    ? { text: "", span: promptSpan(record, format) }
    : { text: text.value, span: text.quoted };
}
