import * as l10n from "@vscode/l10n";
import { recordSpan } from "../dataset/record-span.js";
import type { Suspect } from "./rule.js";
import { datasetRule } from "./rule.js";

interface FirstUncounted extends Suspect {
  readonly problem: string;
}

export default datasetRule<readonly [], FirstUncounted, string>({
  id: "tokenizer-missing",
  severity: "information",
  title: "Tokens that cannot be counted",
  why: "You have named a model or a tokenizer, and it cannot be used: nothing is said of records that are too long for it, nor of labels that take several tokens.",
  examples: {
    model: "our-own-model",
    good: [],
    bad: [
      `«{"prompt":"Great kettle ->","completion":" 5"}»\n{"prompt":"It leaks ->","completion":" 1"}`,
    ],
    fixed: [null],
  },
  aggregates: [],
  suspects(_, { firstRef, context: { tokens } }) {
    if (firstRef === undefined) return [];
    const problem = tokens.problem();
    return problem === undefined ? [] : [{ ref: firstRef, problem }];
  },
  check: ({ record, suspect }, report) => report(recordSpan(record.text), suspect.problem),
  message: (problem) => l10n.t("Tokens are not counted. {0}", problem),
});
