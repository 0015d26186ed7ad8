import * as l10n from "@vscode/l10n";
import type { FirstWithEnding, LongEnding } from "../dataset/long-ending.js";
import { firstWithLongEnding, reportLongEnding } from "../dataset/long-ending.js";
import { datasetRule } from "./rule.js";

const reviews = ["Great kettle", "It leaks", "It is fine", "Good value"];

/** Four pairs whose completions end alike; the first ending stands between the marks. */
function pairs(stop: string, first = stop): string {
  return reviews
    .map((review, n) => `{"prompt":"${review} ->","completion":" ${n}${n === 0 ? first : stop}"}`)
    .join("\n");
}

export default datasetRule<readonly [], FirstWithEnding, LongEnding>({
  id: "stop-sequence-too-long",
  severity: "information",
  title: "Long stop sequence",
  why: 'The stop sequence ends every completion: the model learns and writes all its tokens each time before it stops. A short one that the texts do not hold, such as " END" or a line break, does the same.',
  formats: ["prompt-completion"],
  examples: {
    target: "legacy-completions",
    good: [pairs(" END")],
    bad: [pairs(" <<<=======>>>", "« <<<=======>>>»")],
    fixed: [null],
  },
  aggregates: [],
  suspects: (_, dataset) => firstWithLongEnding(dataset.context.traits.stop, dataset),
  check({ record, suspect: { ending } }, report, { tokens }) {
    reportLongEnding(record, "completion", ending, { report, tokens });
  },
  message({ shown, isCut, tokens }) {
    if (isCut) return l10n.t("The completions end with a long stop sequence, here {0}.", shown);
    return tokens === undefined
      ? l10n.t("The completions end with the long stop sequence {0}.", shown)
      : l10n.t(
          "The completions end with the long stop sequence {0}, which takes {1} tokens.",
          shown,
          tokens,
        );
  },
});
