import * as l10n from "@vscode/l10n";
import { grouped } from "../grouped.js";
import { messagesOf, roleOf } from "../formats/chat.js";
import { isJsonObject, ownMember } from "../json/json-node.js";
import { plainIsFine, recordRule } from "./rule.js";

export default recordRule<{ readonly count: number }>({
  id: "only-weightless-answers",
  severity: "error",
  title: "Nothing to learn in the conversation",
  why: "A message of the weight 0 is read and not learned. Where all answers have it the record costs tokens and teaches nothing; some services refuse it.",
  formats: ["chat"],
  examples: {
    good: [
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello.","weight":0},{"role":"user","content":"Bye"},{"role":"assistant","content":"Goodbye.","weight":1}]}`,
    ],
    bad: [
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello.","weight":0},{"role":"user","content":"Bye"},{"role":"assistant","content":"Goodbye.","weight":«0»}]}`,
    ],
    fixed: [null],
  },
  isFine: plainIsFine,
  check(record, report) {
    if (record.object === undefined) return;
    const messages = messagesOf(record.object);
    const answers = messages.flatMap((message, index) =>
      isJsonObject(message) && roleOf(message) === "assistant" ? [{ message, index }] : [],
    );
    const last = answers.at(-1);
    if (last === undefined) return;
    if (answers.some(({ message }) => ownMember(message, "weight") !== 0)) return;
    const node = record.nodeAt(["messages", last.index, "weight"]);
    if (node !== undefined) report({ start: node.start, end: node.end }, { count: answers.length });
  },
  message: ({ count }) =>
    count === 1
      ? l10n.t("The only answer has the weight 0.")
      : l10n.t("All {0} answers have the weight 0.", grouped(count)),
});
