import * as l10n from "@vscode/l10n";
import { chatRoles, isSupervised, messagesOf, roleOf } from "../formats/chat.js";
import type { Format, Speaker } from "../formats/format.js";
import type { JsonObject } from "../json/json-node.js";
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
    const found =
      format.speakersIn === undefined
        ? unansweredMessages(record.object)
        : unansweredTurns(format.speakersIn(record.object), format);
    const key = found && record.memberAt([], found.list)?.key;
    if (found === undefined || key === undefined) return;
    report({ start: key.start, end: key.end }, { roles: [...new Set(found.roles)] });
  },
  message: ({ roles }) =>
    l10n.t(
      "The conversation has no assistant message; the only roles in it are: {0}.",
      roles.join(", "),
    ),
});

interface Unanswered {
  /** The field with the conversation. */
  readonly list: string;
  readonly roles: readonly string[];
}

function unansweredMessages(record: JsonObject): Unanswered | undefined {
  const roles = messagesOf(record).map(roleOf);
  if (roles.length === 0 || roles.includes("assistant")) return undefined;
  const known = roles.filter((role) => typeof role === "string" && chatRoles.has(role));
  // A message without a known role may be the one that is missed.
  if (known.length < roles.length || !isSupervised(record)) return undefined;
  return { list: "messages", roles: known.map(String) };
}

/** A turn under a name that the format does not know may be the one that is missed. */
function unansweredTurns(
  turns: readonly Speaker[],
  { speakerNames }: Format,
): Unanswered | undefined {
  const isQuestion = ({ name, side }: Speaker): boolean =>
    side === "user" || (side === undefined && speakerNames?.includes(name) === true);
  const list = turns[0]?.path[0];
  if (list === undefined || !turns.every(isQuestion)) return undefined;
  return { list: String(list), roles: turns.map(({ name }) => name) };
}
