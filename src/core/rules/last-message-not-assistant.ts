import * as l10n from "@vscode/l10n";
import { grouped } from "../grouped.js";
import { answerIndex, chatRoles, isSupervised, messagesOf, roleOf } from "../formats/chat.js";
import type { Format } from "../formats/format.js";
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
  formats: ["chat", "sharegpt"],
  examples: {
    good: [
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}`,
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."},{"role":"user","content":"What is 2 + 2?"}],"reference_answer":"4"}`,
    ],
    bad: [
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."},{"role":«"user"»,"content":"Bye"}]}`,
      `{"conversations":[{"from":"human","value":"Hi"},{"from":"gpt","value":"Hello."},{"from":«"human"»,"value":"Bye"}]}`,
    ],
    fixed: [
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}`,
      `{"conversations":[{"from":"human","value":"Hi"},{"from":"gpt","value":"Hello."}]}`,
    ],
  },
  isFine: plainIsFine,
  check(record, report, { format }) {
    const end = record.object && (endOf(record.object) ?? endOfTurns(record.object, format));
    if (end === undefined) return;
    const { list, speaker, role, last, answer } = end;
    const place = record.textAt([list, last, speaker])?.quoted;
    const kept = record.nodeAt([list, answer]);
    const removed = record.nodeAt([list, last]);
    if (place === undefined || kept === undefined || removed === undefined) return;
    report(place, { role, count: last - answer, span: { start: kept.end, end: removed.end } });
  },
  message: ({ role, count }) =>
    count === 1
      ? l10n.t("The conversation ends with a message of the role {0} and no answer to it.", role)
      : l10n.t(
          "The conversation ends with {0} messages after the last answer, the last one of the role {1}.",
          grouped(count),
          role,
        ),
  fix: ({ count, span }) => ({
    kind: "asks",
    title:
      count === 1
        ? l10n.t("Remove the message after the last answer")
        : l10n.t("Remove the {0} messages after the last answer", grouped(count)),
    edits: [{ span, text: "" }],
  }),
});

interface End {
  /** The field with the messages, and the one of a message that says whose it is. */
  readonly list: string;
  readonly speaker: string;
  readonly role: string;
  readonly last: number;
  readonly answer: number;
}

/** The positions of the last answer and of the last message, where the latter is another one. */
function endOf(record: JsonObject): End | undefined {
  const messages = messagesOf(record);
  const last = messages.length - 1;
  const answer = answerIndex(messages);
  if (answer < 0 || answer === last) return undefined;
  const role = roleOf(messages[last] ?? null);
  // Without a known role nobody can tell whether it is an answer.
  if (typeof role !== "string" || !chatRoles.has(role)) return undefined;
  if (!isSupervised(record)) return undefined;
  return { list: "messages", speaker: "role", role, last, answer };
}

/** The same of a conversation in turns. */
function endOfTurns(record: JsonObject, { speakersIn }: Format): End | undefined {
  const turns = speakersIn?.(record) ?? [];
  const answer = turns.findLast(({ side }) => side === "assistant");
  const last = turns.at(-1);
  if (answer === undefined || last?.side !== "user") return undefined;
  const [list, position, speaker] = last.path;
  return {
    list: String(list),
    speaker: String(speaker),
    role: last.name,
    last: Number(position),
    answer: Number(answer.path[1]),
  };
}
