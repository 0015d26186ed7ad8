import * as l10n from "@vscode/l10n";
import type { Span } from "../json/span.js";
import { recordRule } from "./rule.js";

export default recordRule<{ readonly span: Span; readonly isEmpty: boolean }>({
  id: "empty-completion",
  severity: "error",
  title: "Empty completion",
  why: "There is nothing to learn from the record, or the model learns to say nothing. Services refuse such a file or drop the record.",
  formats: ["prompt-completion"],
  examples: {
    good: [
      `{"prompt":"Great kettle ->","completion":" 5"}`,
      `{"prompt":"","completion":" A poem"}`,
    ],
    bad: [
      `{"prompt":"Great kettle ->","completion":«""»}\n{"prompt":"Leaks ->","completion":" 1"}`,
      `{"prompt":"Great kettle ->","completion":«" \\n"»}\n{"prompt":"Leaks ->","completion":" 1"}`,
    ],
    fixed: [`{"prompt":"Leaks ->","completion":" 1"}`, `{"prompt":"Leaks ->","completion":" 1"}`],
  },
  check(record, report) {
    const completion = record.string("completion");
    if (completion === undefined || completion.trim() !== "") return;
    const quoted = record.textAt(["completion"])?.quoted;
    if (quoted !== undefined) report(quoted, { span: quoted, isEmpty: completion === "" });
  },
  message: ({ isEmpty }) =>
    isEmpty
      ? l10n.t("The completion is empty.")
      : l10n.t("The completion holds nothing but white space."),
  fix: () => ({
    kind: "asks",
    title: l10n.t("Remove this record"),
    edits: [],
    removesRecord: true,
  }),
});
