import * as l10n from "@vscode/l10n";
import { grouped } from "../grouped.js";
import { matchesIn } from "../dataset/record-texts.js";
import { textMark } from "../kernel/text-marks.js";
import type { Edit } from "../json/span.js";
import { recordRule } from "./rule.js";

interface Halves {
  readonly unit: string;
  readonly edits: readonly Edit[];
}

export default recordRule<Halves>({
  id: "unpaired-surrogate",
  severity: "error",
  title: "Half of a character",
  why: "A text with half of a pair cannot be written as UTF-8: Python programs stop with an error when they tokenize or save it. Mostly a picture character has been cut in two.",
  examples: {
    good: [
      `{"prompt":"Great kettle \\ud83d\\ude00 ->","completion":" 5"}`,
      `{"prompt":"Great kettle 😀 ->","completion":" 5"}`,
    ],
    bad: [
      `{"prompt":"Great kettle «\\ud83d» ->","completion":" 5"}`,
      `{"messages":[{"role":"user","content":"Hi «\\ude00»"},{"role":"assistant","content":"Hello."}]}`,
    ],
    fixed: [
      `{"prompt":"Great kettle  ->","completion":" 5"}`,
      `{"messages":[{"role":"user","content":"Hi "},{"role":"assistant","content":"Hello."}]}`,
    ],
  },
  marks: textMark.odd,
  check(record, report) {
    for (const { text, matches, span } of matchesIn(record, unpaired)) {
      const edits = matches.map(({ index }) => ({ span: text.span(index, index + 1), text: "" }));
      report(span, { unit: matches[0]?.[0] ?? "", edits });
    }
  },
  message: ({ unit, edits }) => {
    const shown = `\\u${unit.charCodeAt(0).toString(16)}`;
    return edits.length === 1
      ? l10n.t("{0} is half of a character, and the other half is missing.", shown)
      : l10n.t(
          "{0} is half of a character, and the other half is missing; the text has {1} such halves.",
          shown,
          grouped(edits.length),
        );
  },
  fix: ({ edits }) => ({ kind: "asks", title: l10n.t("Remove the half character"), edits }),
});

const unpaired = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
