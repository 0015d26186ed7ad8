import * as l10n from "@vscode/l10n";
import { chatRoles, isSupervised, messagesOf, roleOf } from "../formats/chat.js";
import { plainIsFine, recordRule } from "./rule.js";

export default recordRule<{ readonly roles: readonly string[] }>({
  id: "no-assistant-message",
  severity: "error",
  title: "Conversation without an assistant message",
  why: "Models learn what the assistant says: there is nothing to learn from this record, and services refuse a file with such a record.",
  formats: ["chat"],
  examples: {
    good: [
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}`,
      `{"messages":[{"role":"user","content":"What is 2 + 2?"}],"reference_answer":"4"}`,
    ],
    bad: [
      `{«"messages"»:[{"role":"system","content":"Be brief."},{"role":"user","content":"Hi"}]}`,
    ],
    fixed: [null],
  },
  isFine: plainIsFine,
  check(record, report) {
    if (record.object === undefined) return;
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
