import * as l10n from "@vscode/l10n";
import { chatRoles, messagesOf } from "../formats/chat.js";
import { isJsonObject, ownMember } from "../json/json-node.js";
import type { Span } from "../json/span.js";
import { isMisspelling } from "../spelling.js";
import type { Fix } from "./finding.js";
import { plainIsFine, recordRule } from "./rule.js";

/** What other tools call the roles. */
const otherNames: ReadonlyMap<string, string> = new Map([
  ["human", "user"],
  ["customer", "user"],
  ["gpt", "assistant"],
  ["bot", "assistant"],
  ["chatbot", "assistant"],
  ["model", "assistant"],
  ["ai", "assistant"],
]);

interface UnknownRole {
  readonly span: Span;
  readonly role: string;
  /** Who refuses it, where others know it. */
  readonly target: string | undefined;
}

export default recordRule<UnknownRole>({
  id: "unknown-role",
  severity: "error",
  title: "Unknown role",
  why: "Services refuse a file with a role that they do not know, and chat templates of trainers fail on it or skip the message.",
  formats: ["chat"],
  examples: {
    good: [`{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}`],
    bad: [
      `{"messages":[{"role":«"User"»,"content":"Hi"},{"role":"assistant","content":"Hello."}]}`,
      `{"messages":[{"role":«"human"»,"content":"Hi"},{"role":«"gpt"»,"content":"Hello."}]}`,
      `{"messages":[{"role":"user","content":"Hi"},{"role":«"asistant"»,"content":"Hello."}]}`,
      `{"messages":[{"role":«"narrator"»,"content":"Hi"},{"role":"assistant","content":"Hello."}]}`,
    ],
    fixed: [
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}`,
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}`,
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}`,
      null,
    ],
  },
  isFine: plainIsFine,
  check(record, report, { target, isTargetChosen }) {
    if (record.object === undefined) return;
    const refused = isTargetChosen ? (target.refusedRoles ?? []) : [];
    messagesOf(record.object).forEach((message, index) => {
      const role = isJsonObject(message) ? ownMember(message, "role") : undefined;
      if (typeof role !== "string") return;
      const isKnown = chatRoles.has(role);
      if (isKnown && !refused.includes(role)) return;
      const span = record.textAt(["messages", index, "role"])?.quoted;
      if (span !== undefined)
        report(span, { span, role, target: isKnown ? target.title : undefined });
    });
  },
  message: ({ role, target }) =>
    target !== undefined
      ? l10n.t('{0} does not take the role "{1}".', target, role)
      : l10n.t('There is no role "{0}"; the roles are {1}.', role, [...chatRoles].join(", ")),
  fix: ({ span, role, target }) => (target === undefined ? renameFix(span, role) : undefined),
});

function renameFix(span: Span, role: string): Fix | undefined {
  const lower = role.trim().toLowerCase();
  const isKnown = chatRoles.has(lower);
  const meant = isKnown ? lower : (otherNames.get(lower) ?? correctlySpelt(lower));
  if (meant === undefined) return undefined;
  return {
    kind: isKnown ? "safe" : "asks",
    title: l10n.t('Change the role to "{0}"', meant),
    edits: [{ span, text: JSON.stringify(meant) }],
  };
}

function correctlySpelt(role: string): string | undefined {
  const [meant, another] = [...chatRoles].filter((known) => isMisspelling(role, known));
  return another === undefined ? meant : undefined;
}
