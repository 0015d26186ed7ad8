import * as l10n from "@vscode/l10n";
import type { FirstWithEnding, LongEnding } from "../dataset/long-ending.js";
import { firstWithLongEnding, reportLongEnding } from "../dataset/long-ending.js";
import { datasetRule } from "./rule.js";

const reviews = ["Great kettle", "It leaks", "It is fine", "Good value"];

/** Four pairs whose prompts end alike; the first ending stands between the marks. */
function pairs(separator: string, first = separator): string {
  return reviews
    .map((review, n) => `{"prompt":"${review}${n === 0 ? first : separator}","completion":" ${n}"}`)
    .join("\n");
}

export default datasetRule<readonly [], FirstWithEnding, LongEnding>({
  id: "separator-too-long",
  severity: "information",
  title: "Long separator",
  why: 'The separator ends every prompt, in training and in each request: you pay for its tokens every time, and a long one takes more room from the text than it has to. A short one that the texts do not hold, such as " ->" or "\\n\\n###\\n\\n", does the same.',
  formats: ["prompt-completion"],
  examples: {
    target: "legacy-completions",
    good: [pairs("\\n\\n###\\n\\n"), pairs(" ->")],
    bad: [pairs(" =============>", "« =============>»")],
    fixed: [null],
  },
  aggregates: [],
  suspects: (_, dataset) => firstWithLongEnding(dataset.context.traits.separator, dataset),
  check({ record, suspect: { ending } }, report, { tokens }) {
    reportLongEnding(record, "prompt", ending, { report, tokens });
  },
  message({ shown, isCut, tokens }) {
    if (isCut) return l10n.t("The prompts end with a long separator, here {0}.", shown);
    return tokens === undefined
      ? l10n.t("The prompts end with the long separator {0}.", shown)
      : l10n.t(
          "The prompts end with the long separator {0}, which takes {1} tokens.",
          shown,
          tokens,
        );
  },
});
