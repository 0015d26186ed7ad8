import * as l10n from "@vscode/l10n";
import { messagesIn } from "../dataset/conversations.js";
import { chatRoles } from "../formats/chat.js";
import type { Format, Speaker } from "../formats/format.js";
import { formatsWithMessages } from "../formats/index.js";
import type { JsonObject } from "../json/json-node.js";
import { ownMember } from "../json/json-node.js";
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
  /** The role that is probably meant. */
  readonly meant: string | undefined;
  /** The roles that there are. */
  readonly roles: readonly string[];
  /** Who refuses it, where others know it. */
  readonly target: string | undefined;
}

export default recordRule<UnknownRole>({
  id: "unknown-role",
  severity: "error",
  title: "Unknown role",
  why: "Services refuse a file with a role that they do not know, and chat templates of trainers fail on it or skip the message.",
  formats: [...formatsWithMessages, "gemini", "bedrock-conversation", "sharegpt"],
  examples: {
    good: [`{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}`],
    bad: [
      `{"messages":[{"role":«"User"»,"content":"Hi"},{"role":"assistant","content":"Hello."}]}`,
      `{"messages":[{"role":«"human"»,"content":"Hi"},{"role":«"gpt"»,"content":"Hello."}]}`,
      `{"messages":[{"role":"user","content":"Hi"},{"role":«"asistant"»,"content":"Hello."}]}`,
      `{"messages":[{"role":«"narrator"»,"content":"Hi"},{"role":"assistant","content":"Hello."}]}`,
      `{"contents":[{"role":"user","parts":[{"text":"Hi"}]},{"role":«"assistant"»,"parts":[{"text":"Hello."}]}]}`,
      `{"prompt":[{"role":"user","content":"Hi"}],"chosen":[{"role":"assistant","content":"Hello."}],"rejected":[{"role":«"bot"»,"content":"What?"}]}`,
      `{"conversations":[{"from":«"humn"»,"value":"Hi"},{"from":«"GPT"»,"value":"Hello."}]}`,
    ],
    fixed: [
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}`,
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}`,
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}`,
      null,
      `{"contents":[{"role":"user","parts":[{"text":"Hi"}]},{"role":"model","parts":[{"text":"Hello."}]}]}`,
      `{"prompt":[{"role":"user","content":"Hi"}],"chosen":[{"role":"assistant","content":"Hello."}],"rejected":[{"role":"assistant","content":"What?"}]}`,
      `{"conversations":[{"from":"human","value":"Hi"},{"from":"gpt","value":"Hello."}]}`,
    ],
  },
  isFine: plainIsFine,
  check(record, report, { format, target, isTargetChosen }) {
    if (record.object === undefined) return;
    for (const { name, meant, path } of misnamed(record.object, format)) {
      const span = record.textAt(path)?.quoted;
      const roles = namesIn(format);
      if (span !== undefined) report(span, { span, role: name, meant, roles, target: undefined });
    }
    const refused = isTargetChosen ? (target.refusedRoles ?? []) : [];
    for (const { message, path } of messagesIn(record, format)) {
      const role = ownMember(message, "role");
      if (typeof role !== "string") continue;
      const isKnown = chatRoles.has(role);
      if (isKnown && !refused.includes(role)) continue;
      const span = record.textAt([...path, "role"])?.quoted;
      if (span === undefined) continue;
      const roles = [...chatRoles];
      if (isKnown) report(span, { span, role, meant: undefined, roles, target: target.title });
      else report(span, { span, role, meant: meantRole(role), roles, target: undefined });
    }
  },
  message: ({ role, roles, target }) =>
    target !== undefined
      ? l10n.t('{0} does not take the role "{1}".', target, role)
      : l10n.t('There is no role "{0}"; the roles are {1}.', role, roles.join(", ")),
  fix: (found) => renameFix(found),
});

/** The role of chats that is meant by another name. */
function meantRole(role: string): string | undefined {
  const lower = role.trim().toLowerCase();
  return otherNames.get(lower) ?? correctlySpelt(lower, chatRoles);
}

interface Misnamed extends Speaker {
  readonly meant: string;
}

/**
 * The speakers under a name that another format has for one of the two sides, or under a misspelt
 * one.
 */
function misnamed(record: JsonObject, format: Format): readonly Misnamed[] {
  const { speakersIn } = format;
  if (speakersIn === undefined) return [];
  const known = namesIn(format);
  return speakersIn(record).flatMap((speaker) => {
    if (speaker.side !== undefined || known.includes(speaker.name)) return [];
    const meant = meantName(speaker.name, format);
    return meant === undefined ? [] : [{ ...speaker, meant }];
  });
}

function meantName(name: string, { sideNames, speakerNames }: Format): string | undefined {
  if (sideNames === undefined) return correctlySpelt(name.trim(), speakerNames ?? []);
  const role = meantRole(name);
  return role === "user" || role === "assistant" ? sideNames[role] : undefined;
}

function namesIn({ sideNames, speakerNames }: Format): readonly string[] {
  if (speakerNames !== undefined) return speakerNames;
  return sideNames === undefined ? [] : [sideNames.user, sideNames.assistant];
}

function renameFix({ span, role, meant }: UnknownRole): Fix | undefined {
  if (meant === undefined) return undefined;
  return {
    kind: meant === role.trim().toLowerCase() ? "safe" : "asks",
    title: l10n.t('Change the role to "{0}"', meant),
    edits: [{ span, text: JSON.stringify(meant) }],
  };
}

function correctlySpelt(role: string, names: Iterable<string>): string | undefined {
  const known = [...names];
  const lower = role.toLowerCase();
  if (known.includes(lower)) return lower;
  const [meant, another] = known.filter((name) => isMisspelling(role, name));
  return another === undefined ? meant : undefined;
}
