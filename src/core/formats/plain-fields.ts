import type { RecordFacts } from "../dataset/record-facts.js";
import type { Tape } from "../kernel/tape.js";
import { nodeKind } from "../kernel/tape.js";
import { keyOf } from "../kernel/text-hash.js";
import { bookkeepingFields } from "./chat.js";
import type { FieldShape } from "./field-format.js";
import type { Format, JsonPath } from "./format.js";
import { PlainMembers } from "./plain-members.js";
import { PlainMessages } from "./plain-messages.js";
import { nameHash, PromptHash } from "./plain-prompt.js";

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
  const messages = new PlainMessages();
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

  function readMessages(tape: Tape): boolean {
    messages.clear();
    for (const { field, inner } of lists) {
      const list = listIn(tape, members.node(field), inner);
      // The kinds of fields are known; of what is in them only lists are plain.
      if (inner.length > 0 && list >= 0 && tape.kind(list) !== nodeKind.array) return false;
      if (!messages.read(tape, list)) return false;
    }
    return true;
  }

  return (tape, record, facts) => {
    if (!members.read(tape, record)) return false;
    if (!readMessages(tape)) return false;
    facts.setRecord(tape, record);
    facts.takesTurns = messages.takeTurns;
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

/** The node of a field, or of what is in it at a path of keys; -1 where it is not there. */
function listIn(tape: Tape, field: number, inner: readonly number[]): number {
  let list = field;
  for (const key of inner) {
    if (list < 0 || tape.kind(list) !== nodeKind.object) return -1;
    list = tape.member(list, key);
  }
  return list;
}
