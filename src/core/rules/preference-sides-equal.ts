import * as l10n from "@vscode/l10n";
import { isBlankAnswer } from "../formats/blank-answer.js";
import { preferenceFormats, preferenceSides } from "../formats/preference-sides.js";
import { areEqualValues } from "../json/equal-values.js";
import { plainIsFine, recordRule } from "./rule.js";

interface EqualSides {
  readonly better: string;
  readonly worse: string;
}

export default recordRule<EqualSides>({
  id: "preference-sides-equal",
  severity: "warning",
  title: "Two answers that are the same",
  why: "There is nothing to prefer, so nothing is learned from the record; often one answer was copied by mistake.",
  formats: preferenceFormats,
  examples: {
    good: [`{"prompt":"Hi","chosen":"Hello.","rejected":"What?"}`],
    bad: [
      `{"prompt":"Hi","chosen":"Hello.","rejected":«"Hello."»}\n{"prompt":"Bye","chosen":"Goodbye.","rejected":"What?"}`,
      `{"prompt":"Hi","chosen":[{"role":"assistant","content":"Hello."}],"rejected":«[{"content":"Hello.","role":"assistant"}]»}\n{"prompt":"Bye","chosen":"Goodbye.","rejected":"What?"}`,
    ],
    fixed: [
      `{"prompt":"Bye","chosen":"Goodbye.","rejected":"What?"}`,
      `{"prompt":"Bye","chosen":"Goodbye.","rejected":"What?"}`,
    ],
  },
  isFine: plainIsFine,
  check(record, report) {
    const sides = record.object && preferenceSides(record.object);
    if (sides === undefined) return;
    const [better, worse] = sides;
    if (isBlankAnswer(better.value) || !areEqualValues(better.value, worse.value)) return;
    const node = record.nodeAt([worse.name]);
    if (node === undefined) return;
    report({ start: node.start, end: node.end }, { better: better.name, worse: worse.name });
  },
  message: ({ better, worse }) => l10n.t('"{0}" is the same as "{1}".', worse, better),
  fix: () => ({
    kind: "asks",
    title: l10n.t("Remove this record"),
    edits: [],
    removesLine: true,
  }),
});
