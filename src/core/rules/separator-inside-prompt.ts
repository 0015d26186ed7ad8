import * as l10n from "@vscode/l10n";
import { shownEnding, withoutEnding } from "../dataset/ending-in-text.js";
import { recordRule } from "./rule.js";

export default recordRule<{ readonly shown: string }>({
  id: "separator-inside-prompt",
  severity: "warning",
  title: "Separator inside the prompt",
  why: "The separator says that the answer begins. Where it stands inside a prompt as well the model may start to answer there.",
  formats: ["prompt-completion"],
  examples: {
    good: [
      `{"prompt":"Great ->","completion":" 5"}\n{"prompt":"Leaks ->","completion":" 1"}\n{"prompt":"Fine ->","completion":" 3"}\n{"prompt":"Good ->","completion":" 4"}`,
    ],
    bad: [
      `{"prompt":"Great ->","completion":" 5"}\n{"prompt":"Leaks ->","completion":" 1"}\n{"prompt":"Fine ->","completion":" 3"}\n{"prompt":"Heats« ->» works ->","completion":" 4"}`,
    ],
    fixed: [null],
  },
  isFine: ({ prompt }, { traits: { separator } }) =>
    separator === undefined || !separator.isDistinctive || !prompt.mayHoldSeparator,
  check(record, report, { traits: { separator } }) {
    if (separator === undefined || !separator.isDistinctive) return;
    const body = withoutEnding(record.string("prompt") ?? "", separator);
    const at = body.indexOf(separator.text);
    if (at < 0) return;
    const span = record.textAt(["prompt"])?.span(at, at + separator.text.length);
    if (span !== undefined) report(span, { shown: shownEnding(separator) });
  },
  message: ({ shown }) => l10n.t("The separator {0} also stands inside the prompt.", shown),
});
