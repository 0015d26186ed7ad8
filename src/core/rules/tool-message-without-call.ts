import * as l10n from "@vscode/l10n";
import type { ToolAnswer } from "../dataset/tool-calls.js";
import { roleOf } from "../formats/chat.js";
import type { ReadConversation } from "../dataset/conversations.js";
import { formatsWithMessages } from "../formats/index.js";
import type { JsonValue } from "../json/json-node.js";
import { plainIsFine, recordRule } from "./rule.js";

export default recordRule<{ readonly id: string | undefined }>({
  id: "tool-message-without-call",
  severity: "error",
  title: "Tool message without its call",
  why: "A tool message answers a call by its id. Without that call services refuse the record, and a model sees an answer that nobody asked for.",
  formats: formatsWithMessages,
  examples: {
    good: [
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"greet","arguments":"{}"}}]},{"role":"tool","tool_call_id":"call_1","content":"Hello"},{"role":"assistant","content":"Hello."}]}`,
    ],
    bad: [
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"greet","arguments":"{}"}}]},{"role":"tool","tool_call_id":"call_1","content":"Hello"},{"role":"tool","tool_call_id":«"call_2"»,"content":"Hello"},{"role":"assistant","content":"Hello."}]}`,
      `{"messages":[{"role":"user","content":"Hi"},{"role":«"tool"»,"content":"Hello"},{"role":"assistant","content":"Hello."}]}`,
    ],
    fixed: [null, null],
  },
  isFine: plainIsFine,
  check(record, report, { format }) {
    for (const conversation of record.conversations(format)) {
      for (const { id, path } of answersWithoutCall(conversation)) {
        const name = id === undefined ? "role" : "tool_call_id";
        const span = record.textAt([...path, name])?.quoted;
        if (span !== undefined) report(span, { id });
      }
    }
  },
  message: ({ id }) =>
    id === undefined
      ? l10n.t("This tool message follows no call of a tool.")
      : l10n.t('No message before this one calls a tool with the id "{0}".', id),
});

function answersWithoutCall(conversation: ReadConversation): readonly ToolAnswer[] {
  const answers = conversation.toolAnswers;
  if (answers.length === 0) return [];
  const calls = conversation.toolCalls;
  const roles = conversation.messages.map(roleOf);
  return answers.filter(({ message, id }) => {
    if (message < conversation.shared) return false;
    return id === undefined
      ? !followsAssistant(roles, message)
      : !calls.some((call) => call.message < message && (call.id ?? id) === id);
  });
}

/** Whether nothing but other tool messages stands between a message and one of the assistant. */
function followsAssistant(roles: readonly (JsonValue | undefined)[], message: number): boolean {
  return roles.slice(0, message).findLast((role) => role !== "tool") === "assistant";
}
