import * as l10n from "@vscode/l10n";
import type { EndingTally } from "../dataset/ending-tally.js";
import { promptEndings } from "../dataset/prompt-endings.js";
import type { RuleContext, Suspect } from "./rule.js";
import { datasetRule } from "./rule.js";

export default datasetRule<readonly [EndingTally], Suspect, undefined>({
  id: "no-common-separator",
  severity: "warning",
  title: "Prompts without a common separator",
  why: "Without a fixed text at the end of each prompt the model cannot tell where the prompt ends, and goes on writing it.",
  formats: ["prompt-completion"],
  examples: {
    target: "legacy-completions",
    good: [
      `{"prompt":"很好 →","completion":" 5"}\n{"prompt":"漏水 →","completion":" 1"}\n{"prompt":"还行 →","completion":" 3"}\n{"prompt":"不错 →","completion":" 4"}`,
      `{"prompt":"Great ->","completion":" 5"}\n{"prompt":"Leaks ->","completion":" 1"}\n{"prompt":"Fine ->","completion":" 3"}\n{"prompt":"Good ->","completion":" 4"}`,
      `{"prompt":"","completion":" Roses are red."}\n{"prompt":"","completion":" Violets are blue."}\n{"prompt":"","completion":" Sugar is sweet."}\n{"prompt":"","completion":" And so are you."}`,
    ],
    bad: [
      `{"prompt":«"Great kettle"»,"completion":" 5"}\n{"prompt":"Leaks","completion":" 1"}\n{"prompt":"It is fine","completion":" 3"}\n{"prompt":"Good value","completion":" 4"}`,
    ],
    fixed: [null],
  },
  aggregates: [promptEndings],
  suspects([endings], { records, firstRef, context }) {
    if (firstRef === undefined || records < fewest || !needsOne(context)) return [];
    // Of several separators another rule speaks.
    return endings.rivals.length > 0 ? [] : [{ ref: firstRef }];
  },
  check({ record }, report) {
    const place = record.textAt(["prompt"])?.quoted;
    if (place !== undefined) report(place, undefined);
  },
  message: () =>
    l10n.t("The prompts do not all end with one separator, such as {0}.", '"\\n\\n###\\n\\n"'),
});

/** Of fewer records nobody can say what is common. */
const fewest = 4;

/** Where completions are labels, or the target a person chose knows no other mark. */
function needsOne({ traits, target, isTargetChosen }: RuleContext): boolean {
  if (traits.separator !== undefined || !traits.hasPrompts) return false;
  if (!target.needsSeparator) return false;
  return traits.hasLabels || isTargetChosen;
}
