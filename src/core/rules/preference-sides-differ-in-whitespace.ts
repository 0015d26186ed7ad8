import * as l10n from "@vscode/l10n";
import { isBlankAnswer } from "../formats/blank-answer.js";
import { preferenceFormats, preferenceSides } from "../formats/preference-sides.js";
import { areEqualValues } from "../json/equal-values.js";
import { plainIsFine, recordRule } from "./rule.js";

interface SimilarSides {
  readonly better: string;
  readonly worse: string;
}

export default recordRule<SimilarSides>({
  id: "preference-sides-differ-in-whitespace",
  severity: "information",
  title: "Two answers that differ in white space only",
  why: "The model learns that blanks and line breaks make an answer better or worse, which is seldom what is meant.",
  formats: preferenceFormats,
  examples: {
    good: [`{"prompt":"Hi","chosen":"Hello.","rejected":"What?"}`],
    bad: [`{"prompt":"Hi","chosen":"Hello there.","rejected":«" Hello\\nthere."»}`],
    fixed: [null],
  },
  isFine: plainIsFine,
  check(record, report) {
    const sides = record.object && preferenceSides(record.object);
    if (sides === undefined) return;
    const [better, worse] = sides;
    if (isBlankAnswer(better.value) || areEqualValues(better.value, worse.value)) return;
    if (!areEqualValues(better.value, worse.value, { collapsed: true })) return;
    const node = record.nodeAt([worse.name]);
    if (node === undefined) return;
    report({ start: node.start, end: node.end }, { better: better.name, worse: worse.name });
  },
  message: ({ better, worse }) =>
    l10n.t('"{0}" differs from "{1}" in white space only.', worse, better),
});
