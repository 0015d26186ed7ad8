import * as l10n from "@vscode/l10n";
import { labelPlace } from "../dataset/label-place.js";
import type { LabelDoubt } from "../labels/label-judge.js";
import type { LabelledLine } from "../labels/labelled-text.js";
import { labelledLines } from "../labels/labelled-text.js";
import { backgroundRule } from "./background-rule.js";
import type { Suspect } from "./rule.js";

const words = {
  good: ["lovely", "great", "excellent", "superb"],
  bad: ["broken", "awful", "terrible", "useless"],
};
const things = ["kettle", "lamp", "chair", "radio", "clock", "shelf", "phone", "towel", "knife"];

/** Records that are told apart with ease, but for one to which the wrong label is given. */
function reviews(wrong: number): string {
  const texts = things.flatMap((thing) =>
    [0, 1, 2, 3].flatMap((at) => [sentence(words.good, at, thing), sentence(words.bad, at, thing)]),
  );
  return texts
    .map((text, index) => {
      const label = (index % 2 === 0) === (index === wrong) ? " bad" : " good";
      const completion = index === wrong ? `«${label}»` : label;
      return `{"prompt":"${text} ->","completion":"${completion}"}`;
    })
    .join("\n");
}

function sentence(adjectives: readonly string[], leftOut: number, thing: string): string {
  return `The ${thing} is ${adjectives.filter((_, at) => at !== leftOut).join(", ")}`;
}

/** Texts of larger files do not fit into memory together with what is learned from them. */
const mostBytes = 256 * 1024 * 1024;

export default backgroundRule<readonly [], Suspect & LabelDoubt, LabelDoubt>({
  id: "label-error",
  severity: "information",
  isOffByDefault: true,
  title: "Label that a classifier contradicts",
  why: "A wrong label teaches the model the wrong answer, and a wrong one in a test file makes a right answer count as wrong. A small classifier is trained on this machine, each time on four fifths of the records, and says of the others what it thinks; where it finds the label of a record very improbable, either the label is wrong or the text is unlike all others. Labels are named as long as far fewer right ones are to be expected among them than were found.",
  source: "https://jair.org/index.php/jair/article/view/12125",
  mostBytes,
  examples: {
    target: "local",
    good: [reviews(-1)],
    bad: [reviews(34)],
    fixed: [null],
  },
  aggregates: [],
  *search(_, { lines, context: { format, traits, judgeLabels } }) {
    if (!traits.hasLabels || judgeLabels === undefined) return [];
    const refs: number[] = [];
    const doubts = yield* judgeLabels(noting(refs, labelledLines(lines, format)));
    return doubts.map((doubt) => ({ ...doubt, ref: refs[doubt.index] ?? 0 }));
  },
  check({ record, suspect }, report, { format }) {
    const place = labelPlace(record, format);
    if (place !== undefined) report(place.span, suspect);
  },
  message: ({ label, probability, likeliest, likeliestProbability }) =>
    l10n.t(
      "A classifier that has not seen this record gives the label {0} a probability of {1}, and {2} one of {3}.",
      JSON.stringify(label),
      shown(probability),
      JSON.stringify(likeliest),
      shown(likeliestProbability),
    ),
});

/** Passes texts on and notes on which line each one stands. */
function* noting(refs: number[], lines: Iterable<LabelledLine>): Generator<LabelledLine> {
  for (const labelled of lines) {
    refs.push(labelled.line);
    yield labelled;
  }
}

const leastShown = 0.0001;

/** A probability with two digits that count. */
function shown(probability: number): string {
  if (probability < leastShown) return l10n.t("below {0}", leastShown);
  return String(Number(probability.toPrecision(2)));
}
