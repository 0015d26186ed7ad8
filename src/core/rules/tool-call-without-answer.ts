import * as l10n from "@vscode/l10n";
import type { ToolCall } from "../dataset/tool-calls.js";
import { toolAnswersIn, toolCallsIn } from "../dataset/tool-calls.js";
import { messagesOf } from "../formats/chat.js";
import type { JsonObject } from "../json/json-node.js";
import { plainIsFine, recordRule } from "./rule.js";

export default recordRule<{ readonly name: string | undefined }>({
  id: "tool-call-without-answer",
  severity: "error",
  title: "Tool call without its answer",
  why: "Services refuse a conversation that goes on without the answer to a call, and a model learns to go on without waiting for it.",
  formats: ["chat"],
  examples: {
    good: [
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"greet","arguments":"{}"}}]}]}`,
    ],
    bad: [
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":null,"tool_calls":[«{"id":"call_1","type":"function","function":{"name":"greet","arguments":"{}"}}»]},{"role":"user","content":"And?"},{"role":"assistant","content":"Hello."}]}`,
    ],
    fixed: [null],
  },
  isFine: plainIsFine,
  check(record, report) {
    if (record.object === undefined) return;
    for (const { path, name } of unanswered(record.object)) {
      const node = record.nodeAt(path);
      if (node !== undefined) report({ start: node.start, end: node.end }, { name });
    }
  },
  message: ({ name }) =>
    name === undefined
      ? l10n.t("No tool message answers this call, and the conversation goes on.")
      : l10n.t('No tool message answers this call of "{0}", and the conversation goes on.', name),
});

/** The calls that no tool message answers although a message follows. */
function unanswered(record: JsonObject): readonly ToolCall[] {
  const last = messagesOf(record).length - 1;
  const calls = toolCallsIn(record).filter(({ message }) => message < last);
  const answers = toolAnswersIn(record);
  return calls.filter(({ id, message }) => {
    const later = answers.filter((answer) => answer.message > message);
    return !later.some((answer) => answer.id === undefined || id === undefined || answer.id === id);
  });
}
