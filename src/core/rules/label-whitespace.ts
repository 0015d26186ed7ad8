import type { OddlyWrittenLabel } from "../dataset/label-place.js";
import { oddlyWrittenLabel } from "../dataset/label-place.js";
import type { LabelSpellings, OddLabel } from "../dataset/label-spellings.js";
import { labelSpellings, withoutBlanks } from "../dataset/label-spellings.js";
import { trailingRunStart } from "../json/trailing-run.js";
import type { RuleContext } from "./rule.js";
import { datasetRule } from "./rule.js";

export default datasetRule<readonly [LabelSpellings], OddLabel, OddlyWrittenLabel>({
  id: "label-whitespace",
  severity: "warning",
  title: "Label with other white space",
  why: "A model reads the label with its white space. Two spellings are two classes, and each has fewer examples.",
  examples: {
    target: "local",
    good: [
      `{"prompt":"Great ->","completion":" good"}\n{"prompt":"Leaks ->","completion":" bad"}\n{"prompt":"Fine ->","completion":" good"}\n{"prompt":"Nice ->","completion":" good"}\n{"prompt":"Ugly ->","completion":" bad"}\n{"prompt":"Loud ->","completion":" bad"}`,
    ],
    bad: [
      `{"prompt":"Great ->","completion":" very good"}\n{"prompt":"Leaks ->","completion":" bad"}\n{"prompt":"Fine ->","completion":" very good"}\n{"prompt":"Nice ->","completion":"« very  good»"}\n{"prompt":"Ugly ->","completion":" bad"}\n{"prompt":"Loud ->","completion":" bad"}\n{"prompt":"Hot ->","completion":" bad"}\n{"prompt":"New ->","completion":" very good"}\n{"prompt":"Old ->","completion":" bad"}`,
    ],
    fixed: [
      `{"prompt":"Great ->","completion":" very good"}\n{"prompt":"Leaks ->","completion":" bad"}\n{"prompt":"Fine ->","completion":" very good"}\n{"prompt":"Nice ->","completion":" very good"}\n{"prompt":"Ugly ->","completion":" bad"}\n{"prompt":"Loud ->","completion":" bad"}\n{"prompt":"Hot ->","completion":" bad"}\n{"prompt":"New ->","completion":" very good"}\n{"prompt":"Old ->","completion":" bad"}`,
    ],
  },
  aggregates: [labelSpellings],
  suspects: ([spellings], { context }) =>
    context.traits.hasLabels
      ? spellings.odd(withoutBlanks, (label, usual) => !isSaidByOthers(label, usual, context))
      : [],
  ...oddlyWrittenLabel,
});

/** Whether the rules about the edges of completions say all there is to say. */
function isSaidByOthers(label: string, usual: string, { format, target }: RuleContext): boolean {
  if (format.id !== "prompt-completion") return false;
  const kept = label.slice(0, trailingRunStart(label, " \t\r\n"));
  const usualKept = usual.slice(0, trailingRunStart(usual, " \t\r\n"));
  if (kept === usualKept) return true;
  return target.completionStartsWithSpace && ` ${kept}` === usualKept;
}
