import * as l10n from "@vscode/l10n";
import { isSupervised, messagesOf, roleOf } from "../formats/chat.js";
import type { Span } from "../json/span.js";
import { plainIsFine, recordRule } from "./rule.js";

export default recordRule<{ readonly span: Span; readonly target: string }>({
  id: "developer-role",
  severity: "warning",
  title: "Role developer",
  why: "The role developer is known from requests and from reinforcement fine-tuning. Few chat templates know it, and services do not say that they take it in training files.",
  formats: ["chat"],
  examples: {
    good: [
      `{"messages":[{"role":"system","content":"Be kind."},{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}`,
    ],
    bad: [
      `{"messages":[{"role":«"developer"»,"content":"Be kind."},{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}`,
    ],
    fixed: [
      `{"messages":[{"role":"system","content":"Be kind."},{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}`,
    ],
  },
  isFine: plainIsFine,
  check(record, report, { target }) {
    if (record.object === undefined) return;
    const roles = messagesOf(record.object).map(roleOf);
    if (!roles.includes("developer") || !isSupervised(record.object)) return;
    roles.forEach((role, index) => {
      const place = role === "developer" ? record.textAt(["messages", index, "role"]) : undefined;
      if (place !== undefined) report(place.quoted, { span: place.quoted, target: target.title });
    });
  },
  message: ({ target }) =>
    l10n.t("{0} is not known to take the role developer; system says the same.", target),
  fix: ({ span }) => ({
    kind: "asks",
    title: l10n.t('Change the role to "{0}"', "system"),
    edits: [{ span, text: '"system"' }],
  }),
});
