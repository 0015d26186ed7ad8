import type { RecordFacts } from "../dataset/record-facts.js";
import type { Tape } from "../kernel/tape.js";
import { nodeKind } from "../kernel/tape.js";
import { keyOf } from "../kernel/text-hash.js";
import { bookkeepingFields } from "./chat.js";
import type { Format } from "./format.js";
import { isFilledText } from "./plain-messages.js";
import { PlainMembers } from "./plain-members.js";
import { nameHash, PromptHash } from "./plain-prompt.js";
import type { TurnShape } from "./turn-format.js";

const textKey = keyOf("text");

/** Makes what takes the facts of plain records of a format of turns, in any of its shapes. */
export function plainTurnsOf(shapes: readonly TurnShape[]): Format["takePlainFacts"] {
  const readers = shapes.map((shape) => new PlainTurns(shape));
  return (tape, record, facts) => readers.some((reader) => reader.take(tape, record, facts));
}

/** Takes the facts of plain records of one shape. */
class PlainTurns {
  readonly #members: PlainMembers;
  readonly #turn: PlainMembers;
  readonly #list: number;
  readonly #speaker: number;
  readonly #content: number;
  readonly #answerers: ReadonlySet<number>;
  readonly #askers: ReadonlySet<number>;
  readonly #speakers: ReadonlySet<number> | undefined;
  readonly #given: readonly {
    readonly field: number;
    readonly name: ReturnType<typeof nameHash>;
  }[];
  readonly #partLists: readonly (readonly number[])[];
  readonly #prompt = new PromptHash();
  /** Whether in the turns read last user and assistant take turns, and whose turn it is. */
  #takesTurns = true;
  #isAnswersTurn = false;
  /** Among the turns read last: how many there are before the answer (-1 for none), and its content. */
  #answer = -1;
  #said = -1;

  constructor(shape: TurnShape) {
    const { fields, list, turn, speaker, content, given } = shape;
    const positionOf = (name: string): number => fields.findIndex((one) => one.name === name);
    this.#members = new PlainMembers(fields, bookkeepingFields);
    this.#turn = new PlainMembers(turn, new Set());
    this.#list = positionOf(list);
    this.#speaker = turn.findIndex(({ name }) => name === speaker);
    this.#content = turn.findIndex(({ name }) => name === content);
    this.#answerers = keysOf(shape.answerers);
    this.#askers = keysOf(shape.askers);
    this.#speakers = shape.speakers && keysOf(shape.speakers);
    this.#partLists = (shape.partLists ?? []).map((path) =>
      path.map((step) => keyOf(String(step))),
    );
    this.#given = given.map((name) => ({ field: positionOf(name), name: nameHash(name) }));
  }

  take(tape: Tape, record: number, facts: RecordFacts): boolean {
    if (!this.#members.read(tape, record)) return false;
    const list = this.#members.node(this.#list);
    if (list < 0 || !this.#readTurns(tape, list)) return false;
    if (!this.#partLists.every((path) => arePlainParts(tape, nodeAt(tape, record, path))))
      return false;
    facts.setRecord(tape, record);
    facts.takesTurns = this.#takesTurns;
    this.#takePrompt(tape, list, facts);
    facts.completion.clear();
    const text = this.#said < 0 ? -1 : onlyText(tape, this.#said);
    if (text >= 0) facts.completion.setNode(tape, text);
    return true;
  }

  /**
   * Whether all turns are plain, there are some, and no question follows the last answer; looks for that
   * answer.
   */
  #readTurns(tape: Tape, list: number): boolean {
    this.#answer = -1;
    this.#said = -1;
    this.#takesTurns = true;
    this.#isAnswersTurn = false;
    let last = 0;
    const count = tape.count(list);
    let turn = list + 1;
    for (let index = 0; index < count; index += 1) {
      if (!this.#turn.read(tape, turn)) return false;
      const content = this.#turn.node(this.#content);
      if (!isPlainContent(tape, content, this.#speaker >= 0)) return false;
      last = this.#speakerOfTurn(tape);
      if (this.#speakers?.has(last) === false) return false;
      this.#hear(last, content, index);
      turn = tape.next(turn);
    }
    if (this.#answer >= 0 && this.#askers.has(last)) return false;
    return count > 0 && (this.#speakers === undefined || this.#answer >= 0);
  }

  /** Takes down what a turn means for the others, by the hash of its speaker's name. */
  #hear(speaker: number, content: number, index: number): void {
    const isAnswer = this.#answerers.has(speaker);
    if (isAnswer) {
      this.#answer = index;
      this.#said = content;
    } else if (!this.#askers.has(speaker)) return;
    this.#takesTurns &&= isAnswer === this.#isAnswersTurn;
    this.#isAnswersTurn = !isAnswer;
  }

  /** The hash of the name of who speaks in the turn read last; 0 where nobody does. */
  #speakerOfTurn(tape: Tape): number {
    const speaker = this.#turn.node(this.#speaker);
    return speaker < 0 ? 0 : tape.hashLow(speaker);
  }

  /** The prompt is what stands before the answer, with all else that the model is given. */
  #takePrompt(tape: Tape, list: number, facts: RecordFacts): void {
    if (this.#answer <= 0) return;
    this.#prompt.clear();
    let turn = list + 1;
    for (let left = this.#answer; left > 0; left -= 1) {
      this.#prompt.add(tape, turn);
      turn = tape.next(turn);
    }
    for (const { field, name } of this.#given) {
      const node = this.#members.node(field);
      if (node >= 0) this.#prompt.addMember(name, tape, node);
    }
    this.#prompt.giveTo(facts);
  }
}

function keysOf(names: ReadonlySet<string>): ReadonlySet<number> {
  return new Set([...names].map(keyOf));
}

/**
 * Whether a content is a text, or a list of parts that are nothing but text. What somebody says has
 * to say something; pieces without a speaker may be blank.
 */
function isPlainContent(tape: Tape, content: number, isSaid: boolean): boolean {
  if (tape.kind(content) === nodeKind.string) return !isSaid || isFilledText(tape, content);
  if (tape.kind(content) !== nodeKind.array || tape.count(content) === 0) return false;
  let part = content + 1;
  for (let left = tape.count(content); left > 0; left -= 1) {
    const text = textOfPart(tape, part);
    if (text < 0 || (isSaid && !isFilledText(tape, text))) return false;
    part = tape.next(part);
  }
  return true;
}

/** The node at a path of keys; -1 where there is none. */
function nodeAt(tape: Tape, record: number, path: readonly number[]): number {
  let node = record;
  for (const key of path) {
    if (node < 0 || tape.kind(node) !== nodeKind.object) return -1;
    node = tape.member(node, key);
  }
  return node;
}

/** Whether parts beside the turns are nothing but text. What is no list holds none. */
function arePlainParts(tape: Tape, list: number): boolean {
  if (list < 0 || tape.kind(list) !== nodeKind.array) return true;
  return tape.count(list) === 0 || isPlainContent(tape, list, false);
}

/** The node of a content's text where it is one; -1 where it has several parts. */
function onlyText(tape: Tape, content: number): number {
  if (tape.kind(content) === nodeKind.string) return content;
  return tape.count(content) === 1 ? textOfPart(tape, content + 1) : -1;
}

function textOfPart(tape: Tape, part: number): number {
  if (tape.kind(part) !== nodeKind.object || tape.count(part) !== 1) return -1;
  const text = tape.member(part, textKey);
  return text >= 0 && tape.kind(text) === nodeKind.string ? text : -1;
}
