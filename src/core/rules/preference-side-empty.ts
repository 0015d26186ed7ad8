import * as l10n from "@vscode/l10n";
import { isBlankAnswer } from "../formats/blank-answer.js";
import { preferenceFormats, preferenceSides } from "../formats/preference-sides.js";
import { plainIsFine, recordRule } from "./rule.js";

export default recordRule<{ readonly name: string }>({
  id: "preference-side-empty",
  severity: "warning",
  title: "Empty answer in a pair",
  why: "The model learns to prefer saying something to saying nothing, or the other way round, and nothing about what makes an answer good; some services refuse the file.",
  formats: preferenceFormats,
  examples: {
    good: [`{"prompt":"Hi","chosen":"Hello.","rejected":"What?"}`],
    bad: [
      `{"prompt":"Hi","chosen":"Hello.","rejected":«""»}`,
      `{"prompt":"Hi","chosen":«[]»,"rejected":[{"role":"assistant","content":"What?"}]}`,
      `{"prompt":"Hi","chosen":[{"role":"assistant","content":"Hello."}],"rejected":«[{"role":"assistant","content":" "}]»}`,
    ],
    fixed: ["", "", ""],
  },
  isFine: plainIsFine,
  check(record, report) {
    const sides = record.object && preferenceSides(record.object);
    for (const { name, value } of sides ?? []) {
      const node = isBlankAnswer(value) ? record.nodeAt([name]) : undefined;
      if (node !== undefined) report({ start: node.start, end: node.end }, { name });
    }
  },
  message: ({ name }) => l10n.t('"{0}" says nothing.', name),
  fix: () => ({
    kind: "asks",
    title: l10n.t("Remove this record"),
    edits: [],
    removesLine: true,
  }),
});
