import type { RecordFacts } from "../dataset/record-facts.js";
import type { Tape } from "../kernel/tape.js";
import { nodeKind } from "../kernel/tape.js";
import { keyOf } from "../kernel/text-hash.js";
import { arraySeed, combine } from "../kernel/value-hash.js";

const messagesKey = keyOf("messages");
const roleKey = keyOf("role");
const contentKey = keyOf("content");
const assistant = keyOf("assistant");
const user = keyOf("user");
const system = keyOf("system");

/**
 * Takes the facts of a conversation of system, user and assistant messages that ends with an
 * assistant's, all with a text that is not blank and nothing else. Says no to any other.
 */
export function takePlainChat(tape: Tape, record: number, facts: RecordFacts): boolean {
  const messages = record + 1;
  const isObject = tape.kind(record) === nodeKind.object && tape.count(record) === 1;
  if (!isObject || tape.key(messages) !== messagesKey) return false;
  if (tape.kind(messages) !== nodeKind.array) return false;
  facts.setRecord(tape, record);
  return takeMessages(tape, messages, facts);
}

/** Takes prompt and answer: the answer is the last message, the prompt all before it. */
function takeMessages(tape: Tape, messages: number, facts: RecordFacts): boolean {
  let prompt = arraySeed;
  const last = tape.count(messages) - 1;
  let message = messages + 1;
  let turn = 0;
  facts.takesTurns = true;
  facts.sketched.useTape(tape);
  for (let index = 0; index <= last; index += 1) {
    const role = memberOf(tape, message, roleKey);
    const content = memberOf(tape, message, contentKey);
    if (role < 0 || content < 0 || !isPlainRole(tape, role, index, last)) return false;
    facts.completion.setNode(tape, content);
    if (!facts.completion.hasContent) return false;
    const speaker = tape.hashLow(role);
    facts.takesTurns &&= isItsTurn(speaker, turn);
    turn += Number(speaker !== system);
    facts.sketched.addMessage(content, last - index);
    if (index < last) {
      prompt = combine(prompt, { low: tape.hashLow(message), high: tape.hashHigh(message) });
    }
    message = tape.next(message);
  }
  if (last < 0) return false;
  if (last === 0) return true;
  facts.hasPrompt = true;
  const { low, high } = combine(prompt, { low: last, high: 0 });
  facts.keyLow = low;
  facts.keyHigh = high;
  return true;
}

/** Whether this one speaks when so many have spoken: first the user, then the assistant. */
function isItsTurn(speaker: number, turn: number): boolean {
  return speaker === system || speaker === (turn % 2 === 0 ? user : assistant);
}

/** The node of a text among the two members of a message, -1 where there is none such. */
function memberOf(tape: Tape, message: number, key: number): number {
  if (tape.kind(message) !== nodeKind.object || tape.count(message) !== 2) return -1;
  const first = message + 1;
  const second = tape.next(first);
  const member = tape.key(first) === key ? first : second;
  return tape.key(member) === key && tape.kind(member) === nodeKind.string ? member : -1;
}

/** A system message may come first, an assistant's has to come last. */
function isPlainRole(tape: Tape, role: number, index: number, last: number): boolean {
  const name = tape.hashLow(role);
  if (index === last) return name === assistant;
  return name === user || name === assistant || (name === system && index === 0);
}
