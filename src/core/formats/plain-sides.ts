import type { RecordFacts, TextFacts } from "../dataset/record-facts.js";
import { isVisible } from "../dataset/record-facts.js";
import type { Tape } from "../kernel/tape.js";
import { nodeKind } from "../kernel/tape.js";
import { keyOf } from "../kernel/text-hash.js";
import { answeringRoles } from "./preference-sides.js";

const roleKey = keyOf("role");
const contentKey = keyOf("content");
const valueKey = keyOf("value");
const assistant = keyOf("assistant");
const backslash = 0x5c;
const letterU = 0x75;

const answeringKeys: ReadonlySet<number> = new Set([...answeringRoles].map(keyOf));

/** Makes what finds the two answers of a record that has both. */
export function plainSides(
  names: readonly [better: string, worse: string],
): (tape: Tape, record: number) => readonly [better: number, worse: number] {
  const [better, worse] = [keyOf(names[0]), keyOf(names[1])];
  return (tape, record) => [tape.member(record, better), tape.member(record, worse)];
}

/**
 * Whether the two answers of a record both say something, and differ in more than white space: that
 * is all that rules about them look at. Says no where that is not plain. Uses up the facts of a text.
 */
export function areFineSides(
  tape: Tape,
  [better, worse]: readonly [better: number, worse: number],
  scratch: TextFacts,
): boolean {
  const [a, b] = [said(tape, better), said(tape, worse)];
  if (a < 0 || b < 0 || tape.kind(better) !== tape.kind(worse)) return false;
  scratch.setNode(tape, a);
  if (!scratch.hasContent) return false;
  const [firstByte, lastByte] = [scratch.firstByte, scratch.lastByte];
  scratch.setNode(tape, b);
  if (!scratch.hasContent) return false;
  if (haveOtherLengths(tape, better, worse)) return true;
  if (differVisibly(firstByte, scratch.firstByte)) return true;
  if (differVisibly(lastByte, scratch.lastByte)) return true;
  if (partVisibly(tape, a, b)) return true;
  const text = collapsed(scratch.text);
  scratch.setNode(tape, a);
  return collapsed(scratch.text) !== text;
}

/**
 * Takes down how long the two answers of a record are, see `takeSideLengths`. Says no where they are
 * other than texts and messages of a speaker and a text.
 */
export function takePlainLengths(
  tape: Tape,
  [better, worse]: readonly [better: number, worse: number],
  facts: RecordFacts,
): boolean {
  const [a, b] = [
    sideLength(tape, better, said(tape, better)),
    sideLength(tape, worse, said(tape, worse)),
  ];
  if (a < 0 || b < 0) return false;
  facts.betterLength = a;
  facts.worseLength = b;
  return true;
}

/** The length of an answer whose last text is known, see `takeSideLengths`; -1 where that is not plain. */
function sideLength(tape: Tape, side: number, last: number): number {
  if (side === last) return unitsIn(tape, side);
  if (tape.kind(side) === nodeKind.object)
    return isBareMessage(tape, side) ? unitsIn(tape, last) : -1;
  let sum = 0;
  let message = side + 1;
  for (let left = tape.count(side); left > 0; left -= 1) {
    const text = isBareMessage(tape, message) ? said(tape, message) : -1;
    if (text < 0) return -1;
    sum += unitsIn(tape, text);
    message = tape.next(message);
  }
  return sum;
}

/** Whether a message is a speaker with a text, where it has both. */
function isBareMessage(tape: Tape, message: number): boolean {
  return tape.kind(message) === nodeKind.object && tape.count(message) === 2;
}

/** How many UTF-16 units a string has when it is decoded. */
function unitsIn(tape: Tape, node: number): number {
  return tape.isAscii(node) ? tape.count(node) : countUnits(tape, node);
}

function countUnits(tape: Tape, node: number): number {
  const { bytes } = tape;
  const end = tape.end(node) - 1;
  let units = 0;
  for (let at = tape.start(node) + 1; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    // Of a character only its first byte counts; those with four bytes are two units.
    if (byte < 0x80 || byte >= 0xc0) units += byte >= 0xf0 ? 2 : 1;
    if (byte === backslash) at += bytes[at + 1] === letterU ? 5 : 1;
  }
  return units;
}

/** Whether an answer is a list of one message, and its role may answer. */
export function isOneAnswer(tape: Tape, side: number): boolean {
  if (tape.kind(side) !== nodeKind.array || tape.count(side) !== 1) return false;
  const role = tape.member(side + 1, roleKey);
  return role >= 0 && answeringKeys.has(tape.hashLow(role));
}

/**
 * Whether two lists of messages are alike up to where one of them ends, or has an answer that the
 * other has not. Says no where that is not plain, and yes to all that are no lists.
 */
export function partInAnswers(
  tape: Tape,
  [better, worse]: readonly [better: number, worse: number],
): boolean {
  if (tape.kind(better) !== nodeKind.array || tape.kind(worse) !== nodeKind.array) return true;
  let [a, b] = [better + 1, worse + 1];
  for (let left = Math.min(tape.count(better), tape.count(worse)); left > 0; left -= 1) {
    if (tape.hashLow(a) !== tape.hashLow(b) || tape.hashHigh(a) !== tape.hashHigh(b)) {
      return isAnswering(tape, a) || isAnswering(tape, b);
    }
    [a, b] = [tape.next(a), tape.next(b)];
  }
  return true;
}

/** Whether a message is the assistant's. */
function isAnswering(tape: Tape, message: number): boolean {
  if (tape.kind(message) !== nodeKind.object) return false;
  const role = tape.member(message, roleKey);
  return role >= 0 && tape.hashLow(role) === assistant;
}

/** The text of an answer, or of the last message that it is; -1 where it is not one text. */
function said(tape: Tape, side: number): number {
  if (tape.kind(side) === nodeKind.string) return side;
  const message = tape.kind(side) === nodeKind.array ? lastItem(tape, side) : side;
  if (message < 0 || tape.kind(message) !== nodeKind.object) return -1;
  const content = tape.member(message, contentKey);
  const text = content < 0 ? tape.member(message, valueKey) : content;
  return text >= 0 && tape.kind(text) === nodeKind.string ? text : -1;
}

/** The node of the last item of a list; -1 where it is empty. */
export function lastItem(tape: Tape, list: number): number {
  let item = -1;
  let next = list + 1;
  for (let left = tape.count(list); left > 0; left -= 1) {
    item = next;
    next = tape.next(item);
  }
  return item;
}

function haveOtherLengths(tape: Tape, a: number, b: number): boolean {
  return tape.kind(a) === nodeKind.array && tape.count(a) !== tape.count(b);
}

/** Whether two texts that start or end with these bytes differ in more than white space. */
function differVisibly(a: number, b: number): boolean {
  return a !== b && isVisible(a) && isVisible(b);
}

/** Whether two texts are written alike up to where both go on with something visible. */
function partVisibly(tape: Tape, a: number, b: number): boolean {
  const { bytes } = tape;
  const [start, other] = [tape.start(a), tape.start(b)];
  const length = Math.min(tape.end(a) - start, tape.end(b) - other);
  let at = 1;
  while (at < length && bytes[start + at] === bytes[other + at]) at += 1;
  if (at >= length) return false;
  // An escape is six bytes at most, and stands for what its last one says.
  for (let before = Math.max(at - 5, 0); before <= at; before += 1) {
    if (bytes[start + before] === backslash || bytes[other + before] === backslash) return false;
  }
  return isVisible(bytes[start + at] ?? 0) && isVisible(bytes[other + at] ?? 0);
}

function collapsed(text: string): string {
  return text.trim().replace(/\s+/gu, " ");
}
