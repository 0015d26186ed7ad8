import * as l10n from "@vscode/l10n";
import { messagesIn } from "../dataset/conversations.js";
import { chatRoles } from "../formats/chat.js";
import type { DatasetRecord } from "../dataset/record.js";
import type { Format, JsonPath } from "../formats/format.js";
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
    const refused = isTargetChosen ? (target.refusedRoles ?? []) : [];
    const odd = [...misnamed(record.object, format), ...oddRoles(record, format, refused)];
    for (const { path, role, meant, roles } of odd) {
      const span = record.textAt(path)?.quoted;
      const by = chatRoles.has(role) && roles === rolesOfChats ? target.title : undefined;
      if (span !== undefined) report(span, { span, role, meant, roles, target: by });
    }
  },
  message: ({ role, roles, target }) =>
    target !== undefined
      ? l10n.t('{0} does not take the role "{1}".', target, role)
      : l10n.t('There is no role "{0}"; the roles are {1}.', role, roles.join(", ")),
  fix: (found) => renameFix(found),
});

interface OddRole extends Pick<UnknownRole, "role" | "meant" | "roles"> {
  /** Where the role stands. */
  readonly path: JsonPath;
}

const rolesOfChats: readonly string[] = [...chatRoles];

/** The roles of messages that nobody knows, and those that are refused. */
function oddRoles(
  record: DatasetRecord,
  format: Format,
  refused: readonly string[],
): readonly OddRole[] {
  return messagesIn(record, format).flatMap(({ message, path }) => {
    const role = ownMember(message, "role");
    if (typeof role !== "string" || (chatRoles.has(role) && !refused.includes(role))) return [];
    const meant = chatRoles.has(role) ? undefined : meantRole(role);
    return [{ role, meant, roles: rolesOfChats, path: [...path, "role"] }];
  });
}

/** The role of chats that is meant by another name. */
function meantRole(role: string): string | undefined {
  const lower = role.trim().toLowerCase();
  return otherNames.get(lower) ?? correctlySpelt(lower, chatRoles);
}

/**
 * The speakers under a name that another format has for one of the two sides, or under a misspelt
 * one.
 */
function misnamed(record: JsonObject | undefined, format: Format): readonly OddRole[] {
  const { speakersIn } = format;
  if (record === undefined || speakersIn === undefined) return [];
  const known = namesIn(format);
  return speakersIn(record).flatMap((speaker) => {
    if (speaker.side !== undefined || known.includes(speaker.name)) return [];
    const meant = meantName(speaker.name, format);
    const { name: role, path } = speaker;
    return meant === undefined ? [] : [{ role, path, meant, roles: known }];
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
