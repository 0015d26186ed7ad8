import * as l10n from "@vscode/l10n";
import { byteOrderMarkRule } from "./rule.js";

const pair = `{"prompt":"Great kettle ->","completion":" 5"}`;

export default byteOrderMarkRule<undefined>({
  id: "byte-order-mark",
  severity: "information",
  title: "Byte order mark",
  why: "Three bytes that nobody sees stand before the first record. Python's JSON reader, with which most services and trainers read datasets, refuses that line; Azure alone asks for the mark.",
  source: "https://docs.python.org/3/library/json.html#character-encodings",
  examples: {
    good: [pair],
    bad: [`\uFEFF«{»${pair.slice(1)}`],
    fixed: [pair],
  },
  check: (text, report) => report({ start: 0, end: Math.min(text.length, 1) }, undefined),
  message: () => l10n.t("The file starts with a byte order mark."),
  fix: () => ({
    kind: "safe",
    title: l10n.t("Remove the byte order mark"),
    edits: [],
    removesMark: true,
  }),
});
