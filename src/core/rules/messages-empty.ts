import * as l10n from "@vscode/l10n";
import { isJsonArray, ownMember } from "../json/json-node.js";
import { plainIsFine, recordRule } from "./rule.js";

export default recordRule<undefined>({
  id: "messages-empty",
  severity: "error",
  title: "Conversation without messages",
  why: "There is nothing to learn from the record, and services refuse a file with such a record.",
  formats: ["chat"],
  examples: {
    good: [`{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}`],
    bad: [
      `{"messages":«[]»}\n{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}`,
    ],
    fixed: [
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}`,
    ],
  },
  isFine: plainIsFine,
  check(record, report) {
    const messages = record.object && ownMember(record.object, "messages");
    if (!isJsonArray(messages) || messages.length > 0) return;
    const node = record.nodeAt(["messages"]);
    if (node !== undefined) report({ start: node.start, end: node.end }, undefined);
  },
  message: () => l10n.t("The conversation has no messages."),
  fix: () => ({
    kind: "asks",
    title: l10n.t("Remove this record"),
    edits: [],
    removesLine: true,
  }),
});
