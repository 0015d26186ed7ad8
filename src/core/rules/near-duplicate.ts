import * as l10n from "@vscode/l10n";
import { grouped } from "../grouped.js";
import { promptSpan } from "../dataset/repeated-prompts.js";
import type { NearDuplicate } from "../similarity/near-duplicates.js";
import { leastSimilarity } from "../similarity/near-equal.js";
import { nearDuplicates } from "../similarity/near-duplicates.js";
import type { SketchColumns } from "../similarity/sketch-columns.js";
import { mostBytesCompared, textSketches } from "../similarity/sketch-columns.js";
import { backgroundRule } from "./background-rule.js";
import type { Related } from "./finding.js";
import { ruleOptions } from "./rule-options.js";

interface NearRecord {
  readonly first: Related;
  readonly changedWords: number;
}

const options = ruleOptions("near-duplicate", {
  threshold: {
    usual: leastSimilarity,
    // Sketches find pairs that are less alike too seldom.
    least: leastSimilarity,
    most: 1,
    isWhole: false,
    what: "The least share of its runs of three words that a record has in common with an earlier one.",
  },
});

export default backgroundRule<readonly [SketchColumns], NearDuplicate, NearRecord>({
  id: "near-duplicate",
  options: options.table,
  severity: "information",
  title: "Nearly the same as an earlier record",
  why: "A model that sees one text many times in slightly different words recites it instead of learning from it, and once the two are in training and test files the result is too good to be true (Lee et al., Deduplicating Training Data Makes Language Models Better, 2022). A record is named where its prompt shares at least 70 % of its runs of three words with an earlier one, both are answered alike, the same numbers stand in both, and no part of it was written anew; what many records share, such as a long instruction or a text with many questions about it, does not count.",
  examples: {
    good: [
      `{"prompt":"The kettle boils a litre of water in two minutes and then switches itself off without a sound ->","completion":" 5"}\n{"prompt":"The toaster burns every second slice of bread and smells of plastic when it gets really hot ->","completion":" 1"}`,
      `{"prompt":"The order of the blue kettle for Anna Berg was sent on 3 May by parcel from our shop in Leeds ->","completion":" sent"}\n{"prompt":"The order of the blue kettle for Anna Berg was sent on 9 May by parcel from our shop in Leeds ->","completion":" sent"}`,
    ],
    bad: [
      `{"prompt":"The kettle boils a litre of water in two minutes and then switches itself off without a sound ->","completion":" 5"}\n{"prompt":«"This kettle boils a litre of water in two minutes, and then switches itself off without a sound ->"»,"completion":" 5"}`,
    ],
    fixed: [
      `{"prompt":"The kettle boils a litre of water in two minutes and then switches itself off without a sound ->","completion":" 5"}\n`,
    ],
  },
  mostBytesUnasked: mostBytesCompared,
  aggregates: [textSketches],
  search: ([sketches], { context, commonRuns, read }) =>
    nearDuplicates(
      sketches,
      { format: context.format, commonRuns, read },
      options.of(context).threshold,
    ),
  check({ record, suspect, read, place }, report, { format }) {
    const first = read(suspect.first);
    if (first === undefined) return;
    report(promptSpan(record, format), {
      changedWords: suspect.changedWords,
      first: {
        line: place(suspect.first),
        span: promptSpan(first, format),
        message: l10n.t("The earlier record"),
      },
    });
  },
  message: ({ first, changedWords }) =>
    changedWords === 1
      ? l10n.t(
          "The record is nearly the same as the one on line {0}: 1 word differs.",
          first.line + 1,
        )
      : l10n.t(
          "The record is nearly the same as the one on line {0}: {1} words differ.",
          first.line + 1,
          grouped(changedWords),
        ),
  related: ({ first }) => [first],
  fix: () => ({
    kind: "asks",
    title: l10n.t("Remove this near duplicate"),
    edits: [],
    removesLine: true,
  }),
});
