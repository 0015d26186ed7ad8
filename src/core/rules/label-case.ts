import type { OddlyWrittenLabel } from "../dataset/label-place.js";
import { oddlyWrittenLabel } from "../dataset/label-place.js";
import type { LabelSpellings, OddLabel } from "../dataset/label-spellings.js";
import { labelSpellings, withoutBlanks } from "../dataset/label-spellings.js";
import { datasetRule } from "./rule.js";

export default datasetRule<readonly [LabelSpellings], OddLabel, OddlyWrittenLabel>({
  id: "label-case",
  severity: "warning",
  title: "Label in other letters' case",
  why: "To a model two labels that differ in capital letters are two classes, and each has fewer examples.",
  examples: {
    target: "local",
    good: [
      `{"prompt":"Great ->","completion":" good"}\n{"prompt":"Leaks ->","completion":" bad"}\n{"prompt":"Fine ->","completion":" good"}\n{"prompt":"Nice ->","completion":" good"}\n{"prompt":"Ugly ->","completion":" bad"}\n{"prompt":"Loud ->","completion":" bad"}`,
    ],
    bad: [
      `{"prompt":"Great ->","completion":" good"}\n{"prompt":"Leaks ->","completion":" bad"}\n{"prompt":"Fine ->","completion":" good"}\n{"prompt":"Nice ->","completion":"« Good»"}\n{"prompt":"Ugly ->","completion":" bad"}\n{"prompt":"Loud ->","completion":" bad"}\n{"prompt":"Hot ->","completion":" bad"}\n{"prompt":"New ->","completion":" good"}\n{"prompt":"Old ->","completion":" bad"}`,
    ],
    fixed: [
      `{"prompt":"Great ->","completion":" good"}\n{"prompt":"Leaks ->","completion":" bad"}\n{"prompt":"Fine ->","completion":" good"}\n{"prompt":"Nice ->","completion":" good"}\n{"prompt":"Ugly ->","completion":" bad"}\n{"prompt":"Loud ->","completion":" bad"}\n{"prompt":"Hot ->","completion":" bad"}\n{"prompt":"New ->","completion":" good"}\n{"prompt":"Old ->","completion":" bad"}`,
    ],
  },
  aggregates: [labelSpellings],
  suspects: ([spellings], { context }) =>
    context.traits.hasLabels ? spellings.odd(inSmallLetters, differInCase) : [],
  ...oddlyWrittenLabel,
});

function inSmallLetters(label: string): string {
  return withoutBlanks(label).toLowerCase();
}

/** Single letters may be labels of their own in either case. */
function differInCase(label: string, usual: string): boolean {
  const plain = withoutBlanks(label);
  return plain.length > 1 && plain !== withoutBlanks(usual);
}
