import * as l10n from "@vscode/l10n";
import { grouped } from "../grouped.js";
import type { FirstWithEnding } from "../dataset/long-ending.js";
import { endingPlace, firstWithLongEnding } from "../dataset/long-ending.js";
import { datasetRule } from "./rule.js";

interface Long {
  readonly ending: string;
  /** `undefined` where nobody can count them. */
  readonly tokens: number | undefined;
}

const reviews = ["Great kettle", "It leaks", "It is fine", "Good value"];

/** Four pairs whose completions end alike; the first ending stands between the marks. */
function pairs(stop: string, first = stop): string {
  return reviews
    .map((review, n) => `{"prompt":"${review} ->","completion":" ${n}${n === 0 ? first : stop}"}`)
    .join("\n");
}

export default datasetRule<readonly [], FirstWithEnding, Long>({
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
    const place = endingPlace(record, "completion", ending);
    if (place !== undefined) report(place, { ending, tokens: tokens.counter()?.count(ending) });
  },
  message: ({ ending, tokens }) =>
    tokens === undefined
      ? l10n.t("The completions end with the long stop sequence {0}.", JSON.stringify(ending))
      : l10n.t(
          "The completions end with the long stop sequence {0}, which takes {1} tokens.",
          JSON.stringify(ending),
          grouped(tokens),
        ),
});
