import { readFileSync } from "node:fs";

interface Message {
  readonly role: "system" | "user" | "assistant";
  readonly content?: string;
}

type Conversation = readonly Message[];

const SYSTEM =
  "You answer customers of Hearth & Harbour, an online shop. Be brief, kind and concrete. " +
  "Never promise what the shop cannot keep.";

/** What is put where in the finished file; records are numbered from 1. */
const EXACT_DUPLICATE = { of: 4, at: 19 };
const OTHER_ANSWER = {
  of: 6,
  at: 27,
  answer: "No, at the moment we only ship to countries in the European Union.",
};
const NO_CONTENT = { at: 33 };

/** Chat records of the imaginary shop's support: clean but for three planted faults. */
export function supportChatLines(): string[] {
  const conversations: Conversation[] = readConversations();
  conversations.splice(EXACT_DUPLICATE.at - 1, 0, nth(conversations, EXACT_DUPLICATE.of));
  const asked = nth(conversations, OTHER_ANSWER.of).slice(0, -1);
  conversations.splice(OTHER_ANSWER.at - 1, 0, [
    ...asked,
    { role: "assistant", content: OTHER_ANSWER.answer },
  ]);
  const emptied = nth(conversations, NO_CONTENT.at).slice(0, -1);
  conversations.splice(NO_CONTENT.at - 1, 1, [...emptied, { role: "assistant" }]);
  return conversations.map((messages) => JSON.stringify({ messages }));
}

function readConversations(): Conversation[] {
  const text = readFileSync(new URL("grammar/support.txt", import.meta.url), "utf8");
  const blocks = text.trim().split(/\r?\n\r?\n/);
  return blocks.map((block) => [
    { role: "system", content: SYSTEM },
    ...block.split(/\r?\n/).map(readMessage),
  ]);
}

function readMessage(line: string): Message {
  return { role: line.startsWith("U: ") ? "user" : "assistant", content: line.slice(3) };
}

function nth(conversations: readonly Conversation[], number: number): Conversation {
  const found = conversations[number - 1];
  if (found === undefined) throw new RangeError(`No conversation ${number}`);
  return found;
}
