import * as l10n from "@vscode/l10n";
import { grouped } from "../grouped.js";
import { openingPlace, quotedOpening } from "../dataset/opening-place.js";
import type { CommonOpening } from "../dataset/opening-tally.js";
import type { TextTally } from "../dataset/text-tally.js";
import { textTally } from "../dataset/text-tally.js";
import type { Suspect } from "./rule.js";
import { datasetRule } from "./rule.js";

interface First extends Suspect {
  readonly opening: CommonOpening;
}

const record = (n: number, answer: string): string =>
  `{"messages":[{"role":"user","content":"${n} + ${n}"},{"role":"assistant","content":"${answer}${n * 2}"}]}`;
const good = Array.from({ length: 10 }, (_, n) => record(n, ""));
const alike = Array.from({ length: 10 }, (_, n) =>
  record(n, n === 0 ? "«The right answer» is " : "The right answer is "),
);

export default datasetRule<readonly [TextTally], First, CommonOpening>({
  id: "common-completion-prefix",
  severity: "information",
  title: "Answers that all start alike",
  why: "The model learns to say these words first, whatever it is asked. They cost tokens in each answer and say nothing.",
  examples: { good: [good.join("\n")], bad: [alike.join("\n")], fixed: [null] },
  aggregates: [textTally],
  suspects([{ completions }], { firstRef, context: { traits } }) {
    const opening = completions.openings.common;
    if (opening === undefined || firstRef === undefined || traits.hasLabels) return [];
    return [{ ref: firstRef, opening }];
  },
  check({ record: first, suspect: { opening } }, report, { format }) {
    const path = first.object && format.completionTextPath(first.object);
    const text = path && first.textAt(path);
    if (text !== undefined) report(openingPlace(text, opening.text), opening);
  },
  message: ({ text, count, total }) =>
    l10n.t(
      "{0} of {1} answers start with {2}.",
      grouped(count),
      grouped(total),
      quotedOpening(text),
    ),
});
