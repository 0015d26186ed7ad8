import * as l10n from "@vscode/l10n";
import { grouped } from "../grouped.js";
import { groupBy } from "../group-by.js";
import { labelPlace } from "../dataset/label-place.js";
import type { LabelSpellings } from "../dataset/label-spellings.js";
import { labelSpellings } from "../dataset/label-spellings.js";
import { plainLabels } from "../dataset/plain-labels.js";
import type { Suspect } from "./rule.js";
import { datasetRule } from "./rule.js";

interface Alike {
  /** The two most frequent labels that begin alike. */
  readonly label: string;
  readonly other: string;
  /** How many labels begin as another does, and how many labels there are. */
  readonly count: number;
  readonly total: number;
  /** Whether that token is the space before them, as it is before digits in newer encodings. */
  readonly isSpace: boolean;
}

interface FirstAlike extends Suspect, Alike {}

/** Nine pairs of which three have the label `third`; the first of them stands between the marks. */
function pairs(third: string, marked = `"${third}"`): string {
  const labels = [`" good"`, marked, `" fine"`];
  const others = [`" good"`, `"${third}"`, `" fine"`];
  return [...labels, ...others, ...others]
    .map((label, n) => `{"prompt":"Kettle ${n} ->","completion":${label}}`)
    .join("\n");
}

const stars = Array.from(
  { length: 9 },
  (_, n) => `{"prompt":"Kettle ${n} ->","completion":${n === 1 ? `«" 2"»` : `" ${(n % 3) + 1}"`}}`,
);

export default datasetRule<readonly [LabelSpellings], FirstAlike, Alike>({
  id: "labels-same-first-token",
  severity: "information",
  title: "Labels that begin with the same token",
  why: "The log probabilities of the first token tell how likely each class is, in classification metrics and wherever one token is asked for. Where two labels begin with the same token they cannot be told apart by it.",
  examples: {
    target: "legacy-completions",
    model: "davinci-002",
    good: [pairs(" broken"), pairs(" good value for those who boil little water")],
    bad: [pairs(" good value", `«" good value"»`), stars.join("\n")],
    fixed: [null, null],
  },
  aggregates: [labelSpellings],
  suspects([counted], { context, place }) {
    const labels = plainLabels(counted.labels, context.traits);
    const counter = labels.length < 2 ? undefined : context.tokens.counter();
    if (counter === undefined) return [];
    // Two spellings of one label are the matter of other rules.
    const spellings = groupBy(labels, ({ text }) => text.toLowerCase());
    const distinct = [...spellings.values()].flatMap(([first]) => first ?? []);
    const groups = [...groupBy(distinct, ({ text }) => counter.encode(text)[0]).values()].filter(
      ({ length }) => length > 1,
    );
    const [[one, another] = []] = groups;
    if (one === undefined || another === undefined) return [];
    const count = groups.reduce((sum, { length }) => sum + length, 0);
    const isSpace = counter.encode(one.text)[0] === counter.encode(" ")[0];
    const alike = { label: another.text, other: one.text, count, total: distinct.length, isSpace };
    const firsts = counted.firstOfEach([another.written], place);
    return firsts.map(({ ref }) => ({ ref, ...alike }));
  },
  check({ record, suspect: { ref: _ref, ...alike } }, report, { format }) {
    const span = labelPlace(record, format)?.span;
    if (span === undefined) return;
    report({ start: span.start - 1, end: span.end + 1 }, alike);
  },
  message({ label, other, count, total, isSpace }) {
    const words = [
      grouped(count),
      grouped(total),
      JSON.stringify(label),
      JSON.stringify(other),
    ] as const;
    return isSpace
      ? l10n.t(
          "{0} of {1} labels begin with a space that is a token of its own, as {2} and {3} do: they are told apart by the second one.",
          ...words,
        )
      : l10n.t(
          "{0} of {1} labels begin with the same token as another, as {2} and {3} do.",
          ...words,
        );
  },
});
