import { isVisible, textOfNode } from "../dataset/record-facts.js";
import type { Tape } from "../kernel/tape.js";
import { nodeKind } from "../kernel/tape.js";
import { keyOf } from "../kernel/text-hash.js";

const roleKey = keyOf("role");
const contentKey = keyOf("content");
const user = keyOf("user");
const assistant = keyOf("assistant");
const system = keyOf("system");

/** Members of messages that rules look at beside role and content. */
const watchedKeys: ReadonlySet<number> = new Set(
  ["name", "tool_calls", "function_call", "tool_call_id"].map(keyOf),
);

/**
 * Looks whether lists of messages in a record are plain: those of system, user and assistant, a
 * system's only as the very first, all with a text that is not blank, and no calls of tools. The
 * first list may begin a conversation that the others go on with. A class because the next list has
 * to know how the first one ended.
 */
export class PlainMessages {
  /** Whether in all that was read user and assistant take turns, beginning with the user. */
  takeTurns = true;
  /** Of the message read last. */
  #role = 0;
  #content = -1;
  /** How many have spoken in the first list; nobody where there is none. */
  #spoken = 0;
  #isFirst = true;
  #isBegun = false;

  /** Before the first list of a record. */
  clear(): void {
    this.takeTurns = true;
    this.#spoken = 0;
    this.#isFirst = true;
    this.#isBegun = false;
  }

  /** Whether the next list is plain. What is not there (-1), and what is a text, is so too. */
  read(tape: Tape, list: number): boolean {
    const isFirst = this.#isFirst;
    this.#isFirst = false;
    if (list < 0) return true;
    const kind = tape.kind(list);
    if (kind === nodeKind.string || kind === nodeKind.null) return true;
    const spoken = kind === nodeKind.array ? this.#readMessages(tape, list) : -1;
    if (isFirst) {
      this.#isBegun = true;
      this.#spoken = spoken;
    }
    return spoken >= 0;
  }

  /** How many have spoken at the end of a list; -1 where it is not plain. */
  #readMessages(tape: Tape, list: number): number {
    let turn = this.#spoken;
    let message = list + 1;
    const count = tape.count(list);
    for (let index = 0; index < count; index += 1) {
      if (!this.#readMessage(tape, message)) return -1;
      if (this.#role === system) {
        if (index > 0 || this.#isBegun) return -1;
      } else {
        this.takeTurns &&= this.#role === (turn % 2 === 0 ? user : assistant);
        turn += 1;
      }
      message = tape.next(message);
    }
    return turn;
  }

  /** Whether a message has a role and a text and nothing that rules look at. */
  #readMessage(tape: Tape, message: number): boolean {
    if (tape.kind(message) !== nodeKind.object) return false;
    this.#role = 0;
    this.#content = -1;
    let member = message + 1;
    for (let left = tape.count(message); left > 0; left -= 1) {
      const key = tape.key(member);
      if (key === roleKey) this.#role = tape.hashLow(member);
      else if (key === contentKey) this.#content = member;
      else if (watchedKeys.has(key)) return false;
      member = tape.next(member);
    }
    return isPlainRole(this.#role) && saysSomething(tape, this.#content);
  }
}

function isPlainRole(role: number): boolean {
  return role === user || role === assistant || role === system;
}

function saysSomething(tape: Tape, content: number): boolean {
  return content >= 0 && tape.kind(content) === nodeKind.string && isFilledText(tape, content);
}

/** Whether a text is not blank. Sure at once where it has a visible edge. */
export function isFilledText(tape: Tape, text: number): boolean {
  if (isVisible(tape.firstByte(text)) || isVisible(tape.lastByte(text))) return true;
  return tape.count(text) > 0 && textOfNode(tape, text).trim() !== "";
}
