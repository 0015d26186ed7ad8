import * as l10n from "@vscode/l10n";
import { blankLineRule } from "./rule.js";

export default blankLineRule<undefined>({
  id: "blank-line",
  severity: "warning",
  title: "Blank line",
  why: "Many loaders stop at a blank line or count it as a broken record, and services refuse files that have one.",
  examples: {
    good: [`{"prompt":"Great kettle ->","completion":" 5"}\n`],
    bad: [
      `{"prompt":"Great kettle ->","completion":" 5"}\n«»\n{"prompt":"Leaks ->","completion":" 1"}`,
      `{"prompt":"Great kettle ->","completion":" 5"}\n«  \t»\n{"prompt":"Leaks ->","completion":" 1"}`,
    ],
    fixed: [
      `{"prompt":"Great kettle ->","completion":" 5"}\n{"prompt":"Leaks ->","completion":" 1"}`,
      `{"prompt":"Great kettle ->","completion":" 5"}\n{"prompt":"Leaks ->","completion":" 1"}`,
    ],
  },
  check: (text, report) => report({ start: 0, end: text.length }, undefined),
  message: () => l10n.t("There is nothing on this line."),
  fix: () => ({
    kind: "safe",
    title: l10n.t("Remove the blank line"),
    edits: [],
    removesLine: true,
  }),
});
