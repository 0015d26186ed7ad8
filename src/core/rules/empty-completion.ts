import * as l10n from "@vscode/l10n";
import type { JsonValue } from "../json/json-node.js";
import { isJsonArray } from "../json/json-node.js";
import { valueAt } from "../json/value-at.js";
import { recordRule } from "./rule.js";

export default recordRule<{ readonly isEmpty: boolean }>({
  id: "empty-completion",
  severity: "error",
  title: "Empty completion",
  why: "There is nothing to learn from the record, or the model learns to say nothing. Services refuse such a file or drop the record.",
  formats: ["prompt-completion", "alpaca"],
  examples: {
    good: [
      `{"prompt":"Great kettle ->","completion":" 5"}`,
      `{"prompt":"","completion":" A poem"}`,
    ],
    bad: [
      `{"prompt":"Great kettle ->","completion":«""»}\n{"prompt":"Leaks ->","completion":" 1"}`,
      `{"prompt":"Great kettle ->","completion":«" \\n"»}\n{"prompt":"Leaks ->","completion":" 1"}`,
      `{"instruction":"Rate the kettle.","output":«""»}\n{"instruction":"Rate the mug.","output":"1"}`,
    ],
    fixed: [
      `{"prompt":"Leaks ->","completion":" 1"}`,
      `{"prompt":"Leaks ->","completion":" 1"}`,
      `{"instruction":"Rate the mug.","output":"1"}`,
    ],
  },
  isFine: ({ completion }) => completion.hasContent,
  check(record, report, { format }) {
    if (record.object === undefined) return;
    const path = format.completionTextPath(record.object) ?? ["completion"];
    const completion = textOrList(valueAt(record.object, path));
    if (completion === undefined || !isBlank(completion)) return;
    const node = record.nodeAt(path);
    if (node === undefined) return;
    report({ start: node.start, end: node.end }, { isEmpty: completion.length === 0 });
  },
  message: ({ isEmpty }) =>
    isEmpty
      ? l10n.t("The completion is empty.")
      : l10n.t("The completion holds nothing but white space."),
  fix: () => ({
    kind: "asks",
    title: l10n.t("Remove this record"),
    edits: [],
    removesLine: true,
  }),
});

/** A completion is text, or a list of messages. */
function textOrList(value: JsonValue | undefined): string | readonly JsonValue[] | undefined {
  return typeof value === "string" || isJsonArray(value) ? value : undefined;
}

function isBlank(completion: string | readonly JsonValue[]): boolean {
  return typeof completion === "string" ? completion.trim() === "" : completion.length === 0;
}
