import * as l10n from "@vscode/l10n";
import { messagesIn } from "../dataset/conversations.js";
import { formatsWithMessages } from "../formats/index.js";
import { ownMember } from "../json/json-node.js";
import type { Span } from "../json/span.js";
import { plainIsFine, recordRule } from "./rule.js";

export default recordRule<{ readonly span: Span; readonly target: string }>({
  id: "developer-role",
  severity: "warning",
  title: "Role developer",
  why: "The role developer is known from requests and from reinforcement fine-tuning. Few chat templates know it, and services do not say that they take it in training files.",
  formats: formatsWithMessages,
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
  check(record, report, { format, target }) {
    for (const { message, path, conversation } of messagesIn(record, format)) {
      const isLearned = conversation.use === "learn" || conversation.use === "compare";
      if (!isLearned || ownMember(message, "role") !== "developer") continue;
      const place = record.textAt([...path, "role"]);
      if (place !== undefined) report(place.quoted, { span: place.quoted, target: target.title });
    }
  },
  message: ({ target }) =>
    l10n.t("{0} is not known to take the role developer; system says the same.", target),
  fix: ({ span }) => ({
    kind: "asks",
    title: l10n.t('Change the role to "{0}"', "system"),
    edits: [{ span, text: '"system"' }],
  }),
});
