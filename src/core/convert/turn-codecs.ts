import * as l10n from "@vscode/l10n";
import type { FormatId } from "../formats/format.js";
import type { JsonObject, JsonValue } from "../json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../json/json-node.js";
import { fromTurns } from "./chat-codecs.js";
import type { Codec } from "./conversion.js";
import { converted, refused, without } from "./conversion.js";
import type { Turn } from "./turns.js";
import { messageOf, noPlaceForRole, textsOfParts } from "./turns.js";

/** How a conversation of nothing but text is written down. */
interface TurnNames {
  readonly id: FormatId;
  readonly list: string;
  readonly speaker: string;
  readonly content: string;
  /** Roles of chats with the names that they have here; the first name of a role is written. */
  readonly roles: readonly (readonly [role: string, name: string])[];
  /** How texts are written and read. */
  readonly write: (texts: readonly string[]) => JsonValue | undefined;
  readonly read: (content: JsonValue | undefined) => readonly string[] | undefined;
  /** The member of the record that holds the system's words, where they are no turn. */
  readonly system?: SystemMember;
  /** Members that every record has, with what is written there. */
  readonly fixed?: Readonly<Record<string, string>>;
}

interface SystemMember {
  readonly name: string;
  readonly write: (texts: readonly string[]) => JsonValue;
  readonly read: (value: JsonValue) => readonly string[] | undefined;
}

const oneText = {
  write: (texts: readonly string[]) => (texts.length === 1 ? texts[0] : undefined),
  read: (content: JsonValue | undefined) => (typeof content === "string" ? [content] : undefined),
};

const textParts = {
  write: (texts: readonly string[]): JsonValue => texts.map((text) => ({ text })),
  read: (content: JsonValue | undefined) => textsOfParts(content, ["text"]),
};

/** ShareGPT's conversations. */
export const sharegpt = turnCodec({
  id: "sharegpt",
  list: "conversations",
  speaker: "from",
  content: "value",
  roles: [
    ["user", "human"],
    ["assistant", "gpt"],
    ["system", "system"],
    ["user", "user"],
    ["assistant", "assistant"],
    ["assistant", "chatgpt"],
  ],
  ...oneText,
  system: {
    name: "system",
    write: ([text = ""]) => text,
    read: oneText.read,
  },
});

/** Cohere's messages. */
export const cohereChat = turnCodec({
  id: "cohere-chat",
  list: "messages",
  speaker: "role",
  content: "content",
  roles: [
    ["user", "User"],
    ["assistant", "Chatbot"],
    ["system", "System"],
  ],
  ...oneText,
});

/** Gemini's contents. */
export const gemini = turnCodec({
  id: "gemini",
  list: "contents",
  speaker: "role",
  content: "parts",
  roles: [
    ["user", "user"],
    ["assistant", "model"],
  ],
  ...textParts,
  system: {
    name: "systemInstruction",
    write: (texts) => ({ parts: textParts.write(texts) }),
    read: (value) => {
      const isPlain =
        isJsonObject(value) &&
        Object.keys(value).every((name) => name === "parts" || name === "role");
      return isPlain ? textParts.read(ownMember(value, "parts")) : undefined;
    },
  },
});

/** Bedrock's conversations. */
export const bedrockConversation = turnCodec({
  id: "bedrock-conversation",
  list: "messages",
  speaker: "role",
  content: "content",
  roles: [
    ["user", "user"],
    ["assistant", "assistant"],
  ],
  ...textParts,
  system: { name: "system", write: textParts.write, read: textParts.read },
  fixed: { schemaVersion: "bedrock-conversation-2024" },
});

function turnCodec(names: TurnNames): Codec {
  return {
    id: names.id,
    writes: names.id,
    reads: [names.id],
    hub: "chat",
    toHub(record) {
      const turns = readTurns(record, names);
      if (turns === undefined) {
        return refused(l10n.t("a turn is not just text, or of a role that chats do not have"));
      }
      const own = [names.list, names.system?.name ?? "", ...Object.keys(names.fixed ?? {})];
      return converted({ ...without(record, own), messages: turns.map(messageOf) });
    },
    fromHub: (record) => fromTurns(record, (turns) => writeTurns(turns, names)),
  };
}

function readTurns(record: JsonObject, names: TurnNames): readonly Turn[] | undefined {
  const list = ownMember(record, names.list);
  if (!isJsonArray(list) || !hasFixed(record, names)) return undefined;
  const turns = list.map((turn) => readTurn(turn, names));
  const system = names.system && ownMember(record, names.system.name);
  if (system !== undefined && system !== null && system !== "") {
    const texts = names.system?.read(system);
    turns.unshift(texts && { role: "system", texts });
  }
  return turns.every((turn) => turn !== undefined) ? turns : undefined;
}

function hasFixed(record: JsonObject, { fixed = {} }: TurnNames): boolean {
  return Object.entries(fixed).every(
    ([name, value]) => (ownMember(record, name) ?? value) === value,
  );
}

function readTurn(turn: JsonValue, names: TurnNames): Turn | undefined {
  if (!isJsonObject(turn) || Object.keys(turn).length !== 2) return undefined;
  const speaker = ownMember(turn, names.speaker);
  const [role] = names.roles.find(([, name]) => name === speaker) ?? [];
  const texts = names.read(ownMember(turn, names.content));
  return role === undefined || texts === undefined ? undefined : { role, texts };
}

function writeTurns(turns: readonly Turn[], names: TurnNames): ReturnType<Codec["fromHub"]> {
  const [first] = turns;
  const isInMember = names.system !== undefined && first?.role === "system";
  const spoken = isInMember ? turns.slice(1) : turns;
  const written: JsonObject[] = [];
  for (const turn of spoken) {
    const one = writeTurn(turn, names);
    if (one === undefined) {
      return refused(whyNotWritten(turn, turns.indexOf(turn) + 1, names));
    }
    written.push(one);
  }
  const system = isInMember ? { [names.system.name]: names.system.write(first.texts) } : {};
  return converted({ ...names.fixed, ...system, [names.list]: written });
}

function whyNotWritten({ role }: Turn, number: number, { roles }: TurnNames): string {
  return roles.some(([known]) => known === role)
    ? l10n.t("message {0} has several parts, and there is room for one text", number)
    : noPlaceForRole(role, number);
}

function writeTurn({ role, texts }: Turn, names: TurnNames): JsonObject | undefined {
  const [, speaker] = names.roles.find(([known]) => known === role) ?? [];
  const content = names.write(texts);
  if (speaker === undefined || content === undefined) return undefined;
  return { [names.speaker]: speaker, [names.content]: content };
}
