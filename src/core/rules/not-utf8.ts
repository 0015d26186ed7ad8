import * as l10n from "@vscode/l10n";
import { recordSpan } from "../dataset/record-span.js";
import { encodingRule } from "./rule.js";

interface WrongEncoding {
  /** What the whole file is written in; `undefined` where single bytes are wrong. */
  readonly encoding: string | undefined;
}

export default encodingRule<WrongEncoding>({
  id: "not-utf8",
  severity: "error",
  title: "Text that is not UTF-8",
  why: "Datasets are read as UTF-8. Services refuse other bytes, or put a replacement character in the place of each.",
  examples: { good: [`{"prompt":"Café ->","completion":" place"}`], bad: [], fixed: [] },
  check({ text, encoding }, report) {
    if (encoding !== undefined) return report(recordSpan(text), { encoding });
    const start = Math.max(text.indexOf("\uFFFD"), 0);
    const length = /^\uFFFD+/.exec(text.slice(start))?.[0].length ?? 0;
    report({ start, end: start + length }, { encoding });
  },
  message: ({ encoding }) =>
    encoding === undefined
      ? l10n.t("Bytes that are not UTF-8 stand here; they are read as U+FFFD.")
      : l10n.t("The file is {0} text; a dataset is UTF-8.", encoding),
  fix: ({ encoding }) =>
    encoding === undefined
      ? undefined
      : {
          kind: "asks",
          title: l10n.t("Write the file as UTF-8"),
          edits: [],
          convertsFile: true,
        },
});
