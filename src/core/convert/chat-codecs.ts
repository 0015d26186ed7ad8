import * as l10n from "@vscode/l10n";
import type { JsonObject, JsonValue } from "../json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../json/json-node.js";
import { chat, chatRoles } from "../formats/chat.js";
import { faultInParts, partTypes } from "./content-parts.js";
import type { Codec, Converted } from "./conversion.js";
import { converted, member, membersBeside, refused, refusedFor, without } from "./conversion.js";
import { hasArgumentsOfKind, withObjectArguments, withTextArguments } from "./tool-arguments.js";
import type { Turn } from "./turns.js";
import { noPlaceFor, noPlaceForRole, turnsOfMessages } from "./turns.js";

/** OpenAI's own form, which is the hub. */
export const chatOpenai: Codec = {
  id: "chat/openai",
  writes: "chat",
  reads: ["chat"],
  hub: "chat",
  toHub: withMessages((messages) => withTextArguments(messages)),
  fromHub(record) {
    const others = membersBeside(record, knownInChats);
    if (others !== undefined) return refusedFor(others);
    const fault = faultInMessages(ownMember(record, "messages") ?? null);
    return fault === undefined ? converted(record) : refused(fault);
  },
};

/** The same with the arguments of tool calls as objects. */
export const chatTrl: Codec = {
  id: "chat/trl",
  writes: "chat",
  hasArgumentObjects: true,
  reads: [],
  hub: "chat",
  toHub: withMessages((messages) => withTextArguments(messages)),
  fromHub(record) {
    const messages = withObjectArguments(ownMember(record, "messages") ?? null);
    if (!hasArgumentsOfKind(messages, "string")) return converted({ ...record, messages });
    return refused(
      l10n.t("the arguments of a tool call are no JSON object that can be read exactly"),
    );
  },
};

/** Pairs of texts: one question, one answer. */
export const promptCompletionText: Codec = {
  id: "prompt-completion",
  writes: "prompt-completion",
  reads: ["prompt-completion"],
  hub: "chat",
  toHub(record) {
    const [prompt, completion] = [ownMember(record, "prompt"), ownMember(record, "completion")];
    if (typeof prompt !== "string" || typeof completion !== "string") {
      return refused(l10n.t("prompt and completion are not both texts"));
    }
    const messages = [
      { role: "user", content: prompt },
      { role: "assistant", content: completion },
    ];
    return converted({ ...without(record, ["prompt", "completion"]), messages });
  },
  fromHub: (record) =>
    fromTurns(record, (turns) => {
      const [asked, answer, another] = turns;
      const isPair = asked?.role === "user" && answer?.role === "assistant";
      if (!isPair || another !== undefined) {
        return refused(l10n.t("the conversation is not one question with one answer"));
      }
      const [prompt = "", completion = ""] = [asked.texts[0], answer.texts[0]];
      return converted({ prompt, completion });
    }),
};

/** Pairs of lists of messages, as TRL takes them. */
export const promptCompletionMessages: Codec = {
  id: "prompt-completion/messages",
  writes: "prompt-completion-messages",
  hasArgumentObjects: true,
  reads: ["prompt-completion-messages"],
  hub: "chat",
  toHub(record) {
    const [prompt, completion] = [ownMember(record, "prompt"), ownMember(record, "completion")];
    if (!isJsonArray(prompt) || !isJsonArray(completion) || completion.length !== 1) {
      return refused(l10n.t("the completion is not one message"));
    }
    const messages = withTextArguments([...prompt, ...completion]);
    return converted({ ...without(record, ["prompt", "completion"]), messages });
  },
  fromHub(record) {
    const inObjects = chatTrl.fromHub(record);
    if (inObjects.kind === "refused") return inObjects;
    const messages = ownMember(inObjects.record, "messages");
    if (!isJsonArray(messages) || messages.length < 2) {
      return refused(l10n.t("the conversation is not a question with an answer"));
    }
    const [prompt, completion] = [messages.slice(0, -1), messages.slice(-1)];
    return converted({ ...without(record, ["messages"]), prompt, completion });
  },
};

/** Instructions with an optional conversation before. */
export const alpaca: Codec = {
  id: "alpaca",
  writes: "alpaca",
  reads: ["alpaca"],
  hub: "chat",
  toHub(record) {
    const { instruction, input, output, system, history, ...rest } = record;
    const before = historyMessages(history);
    if (typeof instruction !== "string" || typeof output !== "string" || before === undefined) {
      return refused(
        l10n.t("instruction and output are not both texts, or the history is no list of pairs"),
      );
    }
    const hasInput = typeof input === "string" && input !== "";
    const messages = [
      ...(typeof system === "string" && system !== "" ? [{ role: "system", content: system }] : []),
      ...before,
      { role: "user", content: hasInput ? `${instruction}\n${input}` : instruction },
      { role: "assistant", content: output },
    ];
    return converted({ ...rest, messages });
  },
  fromHub: (record) =>
    fromTurns(record, (turns) => {
      const system = turns[0]?.role === "system" ? turns[0].texts[0] : undefined;
      const spoken = turns.slice(system === undefined ? 0 : 1).map(({ texts }) => texts[0] ?? "");
      const [instruction, output] = spoken.slice(-2);
      if (instruction === undefined || output === undefined) {
        return refused(l10n.t("the conversation is not a question with an answer"));
      }
      const history = pairsOf(spoken.slice(0, -2));
      return converted({
        instruction,
        input: "",
        output,
        ...member("system", system),
        ...(history.length > 0 && { history }),
      });
    }),
};

/** The members that OpenAI knows beside the messages. */
const knownInChats: readonly string[] = chat.knownFields([]).map(({ name }) => name);

/** What OpenAI does not know in a list of messages. */
function faultInMessages(messages: JsonValue): string | undefined {
  const [unknown] = chat.unknownFields({ messages });
  const [name] = unknown?.names ?? [];
  if (unknown !== undefined && name !== undefined) {
    return noPlaceFor(name, Number(unknown.owner[1]) + 1);
  }
  if (!isJsonArray(messages)) return undefined;
  for (const [index, message] of messages.entries()) {
    const fault = isJsonObject(message)
      ? faultInMessage(message, index + 1)
      : l10n.t("message {0} is no object", index + 1);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function faultInMessage(message: JsonObject, number: number): string | undefined {
  const role = ownMember(message, "role");
  if (typeof role === "string" && !chatRoles.has(role)) return noPlaceForRole(role, number);
  return faultInParts(ownMember(message, "content"), number, partTypes);
}

function withMessages(change: (messages: JsonValue) => JsonValue): Codec["toHub"] {
  return (record) => {
    const messages = ownMember(record, "messages");
    return isJsonArray(messages)
      ? converted({ ...record, messages: change(messages) })
      : refused(l10n.t("there is no list of messages"));
  };
}

/** Makes a record of the turns of a chat and carries its other fields along. */
export function fromTurns(
  record: JsonObject,
  make: (turns: readonly Turn[]) => Converted,
): Converted {
  const read = turnsOfMessages(ownMember(record, "messages"));
  if (read.kind === "refused") return refused(read.reason);
  const made = make(read.turns);
  if (made.kind === "refused") return made;
  const rest = without(record, ["messages"]);
  const lost = Object.keys(rest).find((name) => Object.hasOwn(made.record, name));
  if (lost !== undefined) {
    return { ...refused(l10n.t('the field "{0}" is there already', lost)), extra: [lost] };
  }
  return converted({ ...rest, ...made.record });
}

function historyMessages(history: JsonValue | undefined): readonly JsonObject[] | undefined {
  if (history === undefined || history === null) return [];
  if (!isJsonArray(history)) return undefined;
  const pairs = history.flatMap((pair) => {
    const [asked, answer, another] = isJsonArray(pair) ? pair : [];
    if (typeof asked !== "string" || typeof answer !== "string") return [];
    return another === undefined ? [{ asked, answer }] : [];
  });
  if (pairs.length !== history.length) return undefined;
  return pairs.flatMap(({ asked, answer }) => [
    { role: "user", content: asked },
    { role: "assistant", content: answer },
  ]);
}

function pairsOf(texts: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(texts.length / 2) }, (_, index) =>
    texts.slice(index * 2, index * 2 + 2),
  );
}
