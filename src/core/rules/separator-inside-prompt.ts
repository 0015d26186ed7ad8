import * as l10n from "@vscode/l10n";
import type { Span } from "../json/span.js";
import { trailingRunStart } from "../json/trailing-run.js";
import { recordRule } from "./rule.js";

export default recordRule<{ readonly separator: string; readonly span: Span }>({
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
    const prompt = record.string("prompt") ?? "";
    const end = trailingRunStart(prompt, " \t");
    const isEnded = prompt.slice(0, end).endsWith(separator.text);
    const body = prompt.slice(0, isEnded ? end - separator.text.length : end);
    const at = body.indexOf(separator.text);
    if (at < 0) return;
    const span = record.textAt(["prompt"])?.span(at, at + separator.text.length);
    if (span !== undefined) report(span, { separator: separator.text, span });
  },
  message: ({ separator }) =>
    l10n.t("The separator {0} also stands inside the prompt.", JSON.stringify(separator)),
});
