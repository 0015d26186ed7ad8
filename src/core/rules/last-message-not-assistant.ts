import * as l10n from "@vscode/l10n";
import { answerIndex, chatRoles, isSupervised, messagesOf, roleOf } from "../formats/chat.js";
import type { JsonObject } from "../json/json-node.js";
import type { Span } from "../json/span.js";
import { plainIsFine, recordRule } from "./rule.js";

interface Remainder {
  readonly role: string;
  /** How many messages stand after the last answer. */
  readonly count: number;
  /** These messages, with the comma before them. */
  readonly span: Span;
}

export default recordRule<Remainder>({
  id: "last-message-not-assistant",
  severity: "warning",
  title: "Conversation that does not end with an answer",
  why: "What stands after the last answer is never learned, often because an answer has been lost, and some services refuse a conversation with such an end.",
  formats: ["chat"],
  examples: {
    good: [
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}`,
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."},{"role":"user","content":"What is 2 + 2?"}],"reference_answer":"4"}`,
    ],
    bad: [
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."},{"role":«"user"»,"content":"Bye"}]}`,
    ],
    fixed: [
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}`,
    ],
  },
  isFine: plainIsFine,
  check(record, report) {
    const end = record.object && endOf(record.object);
    if (end === undefined) return;
    const { role, last, answer } = end;
    const place = record.textAt(["messages", last, "role"])?.quoted;
    const kept = record.nodeAt(["messages", answer]);
    const removed = record.nodeAt(["messages", last]);
    if (place === undefined || kept === undefined || removed === undefined) return;
    report(place, { role, count: last - answer, span: { start: kept.end, end: removed.end } });
  },
  message: ({ role, count }) =>
    count === 1
      ? l10n.t("The conversation ends with a message of the role {0} and no answer to it.", role)
      : l10n.t(
          "The conversation ends with {0} messages after the last answer, the last one of the role {1}.",
          count,
          role,
        ),
  fix: ({ count, span }) => ({
    kind: "asks",
    title:
      count === 1
        ? l10n.t("Remove the message after the last answer")
        : l10n.t("Remove the {0} messages after the last answer", count),
    edits: [{ span, text: "" }],
  }),
});

/** The positions of the last answer and of the last message, where the latter is another one. */
function endOf(
  record: JsonObject,
): { readonly role: string; readonly last: number; readonly answer: number } | undefined {
  const messages = messagesOf(record);
  const last = messages.length - 1;
  const answer = answerIndex(messages);
  if (answer < 0 || answer === last) return undefined;
  const role = roleOf(messages[last] ?? null);
  // Without a known role nobody can tell whether it is an answer.
  if (typeof role !== "string" || !chatRoles.has(role)) return undefined;
  return isSupervised(record) ? { role, last, answer } : undefined;
}
