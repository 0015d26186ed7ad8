import * as l10n from "@vscode/l10n";
import type { Fix } from "./finding.js";
import { ownMember } from "../json/json-node.js";
import { misnomerOf, missingMessage, renameFix } from "./missing-field.js";
import { plainIsFine, recordRule } from "./rule.js";

interface WithoutMessages {
  /** Whether there is a field `messages`, with the value null. */
  readonly isNull: boolean;
  readonly misnomer: ReturnType<typeof misnomerOf>;
  readonly hasOtherFields: boolean;
}

export default recordRule<WithoutMessages>({
  id: "messages-missing",
  severity: "error",
  title: "Record without messages",
  why: "There is nothing to learn from the record, and services refuse a file with such a record.",
  formats: ["chat"],
  examples: {
    good: [`{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}`],
    bad: [
      `«{»"tools":[]}\n{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}`,
      `{«"mesages"»:[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}\n{"messages":[{"role":"user","content":"Bye"},{"role":"assistant","content":"Farewell."}]}`,
      `{"messages":«null»}\n{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}`,
    ],
    fixed: [
      null,
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}\n{"messages":[{"role":"user","content":"Bye"},{"role":"assistant","content":"Farewell."}]}`,
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}`,
    ],
  },
  isFine: plainIsFine,
  check(record, report, { format }) {
    const { object } = record;
    if (object === undefined) return;
    const messages = ownMember(object, "messages");
    if (messages === null) {
      const node = record.nodeAt(["messages"]);
      const hasOtherFields = Object.keys(object).length > 1;
      const data = { isNull: true, misnomer: undefined, hasOtherFields };
      if (node !== undefined) report({ start: node.start, end: node.end }, data);
    } else if (messages === undefined) {
      const misnomer = misnomerOf(record, { field: "messages", owner: [] }, format);
      const { start } = record.node;
      const data = { isNull: false, misnomer, hasOtherFields: true };
      report(misnomer?.key ?? { start, end: start + 1 }, data);
    }
  },
  message: ({ isNull, misnomer }) =>
    isNull
      ? l10n.t("The conversation has null in place of its messages.")
      : missingMessage(["messages"], misnomer?.name),
  fix: ({ misnomer, hasOtherFields }) => {
    if (misnomer !== undefined) return renameFix("messages", misnomer);
    return hasOtherFields ? undefined : removal();
  },
});

function removal(): Fix {
  return { kind: "asks", title: l10n.t("Remove this record"), edits: [], removesLine: true };
}
