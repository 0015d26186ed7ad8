import * as l10n from "@vscode/l10n";
import { roleOf } from "../formats/chat.js";
import { formatsWithMessages } from "../formats/index.js";
import { plainIsFine, recordRule } from "./rule.js";

export default recordRule<{ readonly role: string; readonly number: number }>({
  id: "system-not-first",
  severity: "warning",
  title: "System message after the conversation has begun",
  why: "Most chat templates read a system message in the first place only: elsewhere they stop with an error, or the model never sees it.",
  formats: formatsWithMessages,
  examples: {
    good: [
      `{"messages":[{"role":"system","content":"Be kind."},{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}`,
    ],
    bad: [
      `{"messages":[{"role":"user","content":"Hi"},{"role":«"system"»,"content":"Be kind."},{"role":"assistant","content":"Hello."}]}`,
    ],
    fixed: [null],
  },
  isFine: plainIsFine,
  check(record, report, { format }) {
    for (const { messages, place, shared, use } of record.conversations(format)) {
      // Services take requests with instructions at any place.
      if (use === "request") continue;
      const roles = messages.map(roleOf);
      const begun = roles.findIndex((role) => role !== "system" && role !== "developer");
      roles.forEach((role, index) => {
        if ((role !== "system" && role !== "developer") || begun < 0 || index < begun) return;
        const span = index < shared ? undefined : record.textAt([...place(index), "role"])?.quoted;
        if (span !== undefined) report(span, { role, number: index + 1 });
      });
    }
  },
  message: ({ role, number }) =>
    l10n.t(
      "The {0} message is message {1}; it belongs before the first one of the user.",
      role,
      number,
    ),
});
