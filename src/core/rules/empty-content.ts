import * as l10n from "@vscode/l10n";
import type { PlacedMessage } from "../dataset/conversations.js";
import { messagesIn } from "../dataset/conversations.js";
import type { DatasetRecord } from "../dataset/record.js";
import { isFilled } from "../formats/chat-message.js";
import { bookkeepingFields } from "../formats/chat.js";
import type { Format, JsonPath } from "../formats/format.js";
import { formatsWithMessages } from "../formats/index.js";
import type { JsonObject, JsonValue } from "../json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../json/json-node.js";
import { valueAt } from "../json/value-at.js";
import type { Span } from "../json/span.js";
import type { Fix } from "./finding.js";
import { plainIsFine, recordRule } from "./rule.js";

interface EmptyContent {
  readonly role: string;
  readonly content: JsonValue;
  /** The message with the comma after it, where the rest can do without. */
  readonly dispensable: Span | undefined;
}

const rolesThatSpeak = new Set(["system", "developer", "user", "assistant"]);

/** What a message has beside the thing that it says. */
const notSaid = new Set(["role", "content", "name", "weight"]);

export default recordRule<EmptyContent>({
  id: "empty-content",
  severity: "warning",
  title: "Empty message",
  why: "The model learns to say nothing, or to answer nothing, and some services refuse a file with an empty message.",
  formats: [...formatsWithMessages, "sharegpt", "gemini", "bedrock-conversation", "cohere-chat"],
  examples: {
    good: [
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}`,
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":null,"tool_calls":[{"id":"1","type":"function","function":{"name":"greet","arguments":"{}"}}]}]}`,
    ],
    bad: [
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":«""»}]}`,
      `{"messages":[{"role":"user","content":«" \\n"»},{"role":"assistant","content":«null»}]}`,
      `{"messages":[{"role":"system","content":«""»},{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}`,
      `{"conversations":[{"from":"human","value":"Hi"},{"from":"gpt","value":«""»}]}`,
      `{"contents":[{"role":"user","parts":«[{"text":" "}]»},{"role":"model","parts":[{"text":"Hello."}]}]}`,
    ],
    fixed: [
      null,
      null,
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}`,
      null,
      null,
    ],
  },
  isFine: plainIsFine,
  check(record, report, { format }) {
    for (const { role, content, path } of saidIn(record, format)) {
      if (!isBlank(content)) continue;
      const node = record.nodeAt(path);
      if (node === undefined) continue;
      const dispensable = /^(?:system|developer)$/.test(role)
        ? removable(record, path.slice(0, -1))
        : undefined;
      report({ start: node.start, end: node.end }, { role, content, dispensable });
    }
  },
  message({ role, content }) {
    if (content === null) return l10n.t("The content of the {0} message is null.", role);
    const isEmpty = content === "" || (isJsonArray(content) && content.length === 0);
    return isEmpty
      ? l10n.t("The content of the {0} message is empty.", role)
      : l10n.t("The content of the {0} message is nothing but white space.", role);
  },
  fix: ({ dispensable }) => dispensable && removal(dispensable),
});

function removal(span: Span): Fix {
  return { kind: "asks", title: l10n.t("Remove this message"), edits: [{ span, text: "" }] };
}

/** What somebody says who should say something, and nothing else. */
interface Said {
  readonly role: string;
  readonly content: JsonValue;
  readonly path: JsonPath;
}

function saidIn(record: DatasetRecord, format: Format): readonly Said[] {
  const { object } = record;
  if (object === undefined) return [];
  const turns = (format.speakersIn?.(object) ?? []).flatMap(
    ({ name, content: path, isTool }): readonly Said[] => {
      const content = valueAt(object, path);
      return content === undefined || isTool ? [] : [{ role: name, content, path }];
    },
  );
  return [...messagesIn(record, format).flatMap(saidInMessage), ...turns];
}

function saidInMessage({ message, path, conversation, index }: PlacedMessage): readonly Said[] {
  const { use, messages } = conversation;
  // Of the two answers of a pair a rule of their own speaks.
  if (use === "compare" && index === messages.length - 1) return [];
  const [role, content] = [ownMember(message, "role"), ownMember(message, "content")];
  if (typeof role !== "string" || content === undefined) return [];
  if (!rolesThatSpeak.has(role) || hasSomethingElse(message)) return [];
  return [{ role, content, path: [...path, "content"] }];
}

/** A message up to the next one; the last one stays. */
function removable(record: DatasetRecord, message: JsonPath): Span | undefined {
  const next = [...message.slice(0, -1), Number(message.at(-1)) + 1];
  const start = record.nodeAt(message)?.start;
  const end = record.nodeAt(next)?.start;
  return start === undefined || end === undefined ? undefined : { start, end };
}

function isBlank(content: JsonValue): boolean {
  if (isJsonArray(content)) return content.every(isBlankPart);
  return content === null || (typeof content === "string" && content.trim() === "");
}

/** A part that says nothing: text of no characters. Parts of other types may do without text. */
function isBlankPart(part: JsonValue): boolean {
  if (!isJsonObject(part)) return typeof part === "string" && part.trim() === "";
  const { type, ...rest } = part;
  // Of a part without any text another rule speaks.
  const hasText = typeof (ownMember(part, "text") ?? ownMember(part, "value")) === "string";
  const isText = (type === undefined || type === "text") && hasText;
  return isText && !Object.values(rest).some(isFilled);
}

/** Whether a message has a tool call, a refusal, a picture or anything else that is not its text. */
function hasSomethingElse(message: JsonObject): boolean {
  return Object.keys(message).some(
    (name) =>
      !notSaid.has(name) && !bookkeepingFields.has(name) && isFilled(ownMember(message, name)),
  );
}
