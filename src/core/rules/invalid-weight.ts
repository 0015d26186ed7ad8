import * as l10n from "@vscode/l10n";
import { messagesOf } from "../formats/chat.js";
import { isJsonObject, ownMember } from "../json/json-node.js";
import { recordRule } from "./rule.js";

interface Weight {
  /** The value as it stands in the line. */
  readonly source: string;
}

export default recordRule<Weight>({
  id: "invalid-weight",
  severity: "error",
  title: "Weight that is not 0 or 1",
  why: "The weight of an assistant message says whether it is learned. Services refuse any other value.",
  formats: ["chat"],
  examples: {
    good: [
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello.","weight":1}]}`,
    ],
    bad: [
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello.","weight":«0.5»}]}`,
    ],
    fixed: [null],
  },
  check(record, report) {
    if (record.object === undefined) return;
    messagesOf(record.object).forEach((message, index) => {
      const weight = isJsonObject(message) ? ownMember(message, "weight") : undefined;
      if (weight === undefined || weight === 0 || weight === 1) return;
      const node = record.nodeAt(["messages", index, "weight"]);
      if (node === undefined) return;
      const source = record.text.slice(node.start, node.end);
      report({ start: node.start, end: node.end }, { source });
    });
  },
  message: ({ source }) =>
    l10n.t("The weight of a message is 0 or 1, and this is {0}.", source.slice(0, 24)),
});
