import type { RecordFacts } from "../dataset/record-facts.js";
import type { Tape } from "../kernel/tape.js";
import { nodeKind } from "../kernel/tape.js";
import { keyOf } from "../kernel/text-hash.js";
import { bookkeepingFields } from "./chat.js";
import type { FieldShape } from "./field-format.js";
import type { Format, JsonPath } from "./format.js";
import { PlainMembers } from "./plain-members.js";
import { nameHash, PromptHash } from "./plain-prompt.js";

const roleKey = keyOf("role");
const contentKey = keyOf("content");

/** Makes what takes the facts of plain records of a format of fields. */
export function plainFieldsOf(shape: FieldShape): Format["takePlainFacts"] {
  const members = new PlainMembers(shape.fields, shape.companions ?? bookkeepingFields);
  const positionOf = (name: string): number =>
    shape.fields.findIndex((field) => field.name === name);
  const prompt = shape.prompt.map((name) => ({ field: positionOf(name), name: nameHash(name) }));
  const completion = positionOf(shape.completion ?? "");
  const lists = (shape.messageLists ?? []).map(([first, ...inner]: JsonPath) => ({
    field: positionOf(String(first)),
    inner: inner.map((name) => keyOf(String(name))),
  }));
  const hash = new PromptHash();

  function takePrompt(tape: Tape, facts: RecordFacts): void {
    let isEmpty = true;
    hash.clear();
    for (const { field, name } of prompt) {
      const node = members.node(field);
      if (node < 0) continue;
      hash.addMember(name, tape, node);
      isEmpty &&= isEmptyText(tape, node);
    }
    if (!isEmpty) hash.giveTo(facts);
  }

  return (tape, record, facts) => {
    if (!members.read(tape, record)) return false;
    for (const { field, inner } of lists) {
      if (!holdsPlainMessages(tape, members.node(field), inner)) return false;
    }
    facts.setRecord(tape, record);
    if (shape.isPlain?.(tape, record, facts) === false) return false;
    facts.completion.clear();
    takePrompt(tape, facts);
    const answer = members.node(completion);
    if (answer >= 0 && tape.kind(answer) === nodeKind.string) {
      facts.completion.setNode(tape, answer);
    }
    return true;
  };
}

function isEmptyText(tape: Tape, node: number): boolean {
  const kind = tape.kind(node);
  return kind === nodeKind.null || (kind === nodeKind.string && tape.count(node) === 0);
}

/** Whether a field, or what is in it at a path of keys, is a text or a list of plain messages. */
function holdsPlainMessages(tape: Tape, field: number, inner: readonly number[]): boolean {
  if (field < 0) return true;
  let list = field;
  for (const key of inner) {
    if (tape.kind(list) !== nodeKind.object) return false;
    list = tape.member(list, key);
    if (list < 0 || tape.kind(list) !== nodeKind.array) return false;
  }
  if (tape.kind(list) !== nodeKind.array) return true;
  let message = list + 1;
  for (let left = tape.count(list); left > 0; left -= 1) {
    if (!isPlainMessage(tape, message)) return false;
    message = tape.next(message);
  }
  return true;
}

/** Whether a message has a role and something for its content, both of the right kinds. */
function isPlainMessage(tape: Tape, message: number): boolean {
  if (tape.kind(message) !== nodeKind.object) return false;
  const role = tape.member(message, roleKey);
  const content = tape.member(message, contentKey);
  return role >= 0 && tape.kind(role) === nodeKind.string && content >= 0 && maySay(tape, content);
}

function maySay(tape: Tape, content: number): boolean {
  const kind = tape.kind(content);
  return kind === nodeKind.string || kind === nodeKind.array || kind === nodeKind.null;
}
