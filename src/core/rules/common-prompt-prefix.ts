import * as l10n from "@vscode/l10n";
import { grouped } from "../grouped.js";
import { examplesIn } from "../dataset/few-shot.js";
import { openingPlace, quotedOpening } from "../dataset/opening-place.js";
import type { CommonOpening } from "../dataset/opening-tally.js";
import type { TextTally } from "../dataset/text-tally.js";
import { textTally } from "../dataset/text-tally.js";
import type { Suspect } from "./rule.js";
import { datasetRule } from "./rule.js";

interface First extends Suspect {
  readonly opening: CommonOpening;
}

const good = Array.from(
  { length: 10 },
  (_, n) => `{"prompt":"${n} + ${n} ->","completion":" ${n * 2}"}`,
);
const instructed = Array.from(
  { length: 10 },
  (_, n) =>
    `{"prompt":"${n === 0 ? "«" : ""}Add the numbers ${n === 0 ? "»" : ""}${n} + ${n} ->","completion":" ${n * 2}"}`,
);

export default datasetRule<readonly [TextTally], First, CommonOpening>({
  id: "common-prompt-prefix",
  severity: "information",
  title: "Prompts that all start alike",
  why: "A tuned model has learned what to do and needs no instruction. One that stands in every prompt costs tokens in training and in each request, and you must never forget it.",
  formats: ["prompt-completion"],
  examples: { good: [good.join("\n")], bad: [instructed.join("\n")], fixed: [null] },
  aggregates: [textTally],
  suspects([{ prompts }], { firstRef }) {
    const opening = prompts.openings.common;
    return opening === undefined || firstRef === undefined ? [] : [{ ref: firstRef, opening }];
  },
  check({ record, suspect: { ref, opening }, read }, report) {
    const text = record.textAt(["prompt"]);
    // Of examples in the prompts another rule speaks.
    if (text === undefined || examplesIn(text.value, ref, read) !== undefined) return;
    report(openingPlace(text, opening.text), opening);
  },
  message: ({ text, count, total }) =>
    l10n.t(
      "{0} of {1} prompts start with {2}.",
      grouped(count),
      grouped(total),
      quotedOpening(text),
    ),
});
