import * as l10n from "@vscode/l10n";
import { chatRoles, isSupervised, messagesOf, roleOf } from "../formats/chat.js";
import type { Format, Speaker } from "../formats/format.js";
import { plainIsFine, recordRule } from "./rule.js";

export default recordRule<{ readonly roles: readonly string[] }>({
  id: "no-assistant-message",
  severity: "error",
  title: "Conversation without an assistant message",
  why: "Models learn what the assistant says: there is nothing to learn from this record, and services refuse a file with such a record.",
  formats: ["chat", "sharegpt", "gemini", "bedrock-conversation"],
  examples: {
    good: [
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}`,
      `{"messages":[{"role":"user","content":"What is 2 + 2?"}],"reference_answer":"4"}`,
    ],
    bad: [
      `{«"messages"»:[{"role":"system","content":"Be brief."},{"role":"user","content":"Hi"}]}`,
      `{«"conversations"»:[{"from":"human","value":"Hi"}]}`,
      `{«"contents"»:[{"role":"user","parts":[{"text":"Hi"}]}]}`,
    ],
    fixed: [null, null, null],
  },
  isFine: plainIsFine,
  check(record, report, { format }) {
    if (record.object === undefined) return;
    if (format.speakersIn !== undefined) {
      const turns = format.speakersIn(record.object);
      const list = unansweredIn(turns, format);
      const key = list === undefined ? undefined : record.memberAt([], list)?.key;
      const names = turns.map(({ name }) => name);
      if (key !== undefined) {
        report({ start: key.start, end: key.end }, { roles: [...new Set(names)] });
      }
      return;
    }
    const roles = messagesOf(record.object).map(roleOf);
    if (roles.length === 0 || roles.includes("assistant")) return;
    const known = roles.filter((role) => typeof role === "string" && chatRoles.has(role));
    // A message without a known role may be the one that is missed.
    if (known.length < roles.length || !isSupervised(record.object)) return;
    const key = record.memberAt([], "messages")?.key;
    if (key === undefined) return;
    report({ start: key.start, end: key.end }, { roles: [...new Set(known.map(String))] });
  },
  message: ({ roles }) =>
    l10n.t(
      "The conversation has no assistant message; the only roles in it are: {0}.",
      roles.join(", "),
    ),
});

/**
 * The field with the turns where none is an answer. A turn under a name that the format does not
 * know may be the one that is missed.
 */
function unansweredIn(turns: readonly Speaker[], { speakerNames }: Format): string | undefined {
  const isQuestion = ({ name, side }: Speaker): boolean =>
    side === "user" || (side === undefined && speakerNames?.includes(name) === true);
  const list = turns[0]?.path[0];
  return list !== undefined && turns.every(isQuestion) ? String(list) : undefined;
}
