import * as l10n from "@vscode/l10n";
import type { ToolCall } from "../dataset/tool-calls.js";
import type { ReadConversation } from "../dataset/conversations.js";
import { formatsWithMessages } from "../formats/index.js";
import { plainIsFine, recordRule } from "./rule.js";

export default recordRule<{ readonly name: string | undefined }>({
  id: "tool-call-without-answer",
  severity: "error",
  title: "Tool call without its answer",
  why: "Services refuse a conversation that goes on without the answer to a call, and a model learns to go on without waiting for it.",
  formats: formatsWithMessages,
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
  check(record, report, { format }) {
    for (const { path, name } of record.conversations(format).flatMap(unanswered)) {
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
function unanswered(conversation: ReadConversation): readonly ToolCall[] {
  const last = conversation.messages.length - 1;
  const calls = conversation.ownToolCalls.filter(({ message }) => message < last);
  const answers = conversation.toolAnswers;
  return calls.filter(({ id, message }) => {
    const later = answers.filter((answer) => answer.message > message);
    return !later.some((answer) => answer.id === undefined || id === undefined || answer.id === id);
  });
}
