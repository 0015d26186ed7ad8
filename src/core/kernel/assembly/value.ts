// Reads JSON values: checks them strictly, hashes them and puts them on the tape.
import { readString, textHash, textLength, textStart } from "./string";
import {
  addNode,
  countNode,
  deepestNode,
  describeNode,
  edgesOfNode,
  fieldOfNode,
  kindArray,
  kindFalse,
  kindNull,
  kindNumber,
  kindObject,
  kindString,
  kindTrue,
  marksOfNode,
  nextNode,
  placeNode,
} from "./tape";
import { endingHash } from "./ending";
import { marksOf } from "./marks";
import { hasNeedle } from "./needle";
import { openingHash } from "./opening";
import { trimmedHash } from "./trimmed";
import { hashBytes } from "./text-hash";
import {
  addMember,
  arraySeed,
  combine,
  falseHash,
  nullHash,
  numberSeed,
  objectSeed,
  trueHash,
} from "./value-hash";

/** Deeper values and larger objects are left to the slow path. */
const deepest: i32 = 60;
const mostMembers: u32 = 64;

/** The hashes of the keys of all open objects, by depth. */
const openKeys: usize = memory.data((deepest + 1) * 64 * 4, 16);

let input: usize = 0;
/** The hash of the value read last. */
let valueHash: u64 = 0;

/** The marks of all texts of the record that is read, however deep they stand. */
let recordMarks: u32 = 0;

/** Reads the value that is a whole record, as `readValue` does; its node has the marks of its texts. */
export function readRecord(at: usize): usize {
  recordMarks = 0;
  const node = nextNode();
  const end = readValue(at, 0, 0);
  if (end != 0) marksOfNode(node, false, recordMarks);
  return end;
}

export function useInput(address: usize): void {
  input = address;
}

/** Behind the blanks at `at` that do not end a line. */
export function skipBlanks(at: usize): usize {
  let position = at;
  while (load<u8>(position) == 0x20 || load<u8>(position) == 0x09) position += 1;
  return position;
}

/** Reads the value at `at`. Returns the address behind it; 0 where the slow path has to look. */
function readValue(at: usize, depth: i32, key: u64): usize {
  switch (load<u8>(at)) {
    case 0x22:
      return readText(at, depth, key);
    case 0x7b:
      return readObject(at, depth, key);
    case 0x5b:
      return readArray(at, depth, key);
    case 0x74:
      return load<u32>(at) == 0x65757274 ? readLiteral(at, 4, depth, key, kindTrue, trueHash) : 0;
    case 0x66:
      return load<u32>(at, 1) == 0x65736c61
        ? readLiteral(at, 5, depth, key, kindFalse, falseHash)
        : 0;
    case 0x6e:
      return load<u32>(at) == 0x6c6c756e ? readLiteral(at, 4, depth, key, kindNull, nullHash) : 0;
    default:
      return readNumber(at, depth, key);
  }
}

function readText(at: usize, depth: i32, key: u64): usize {
  const end = readString(at);
  if (end == 0) return 0;
  valueHash = textHash;
  const length = textLength;
  const marks = marksOf(textStart, length);
  recordMarks |= marks;
  if (depth > deepestNode) return end;
  const node = addNode();
  if (node == 0) return 0;
  describeNode(node, kindString, textHash, key);
  countNode(node, <u32>length);
  if (length > 0) edgesOfNode(node, load<u8>(textStart), load<u8>(textStart + length - 1));
  let isFound = false;
  // Only members can be a prompt or a completion; the items of lists have no key.
  if (key != 0) {
    const ending = endingHash(textStart, length);
    const trimmed = trimmedHash(textStart, length, textHash);
    fieldOfNode(node, ending, trimmed, openingHash(textStart, length));
    isFound = hasNeedle(textStart, length, <u32>key);
  }
  marksOfNode(node, isFound, marks);
  placeNode(node, <u32>(at - input), <u32>(end - input));
  return end;
}

function readLiteral(at: usize, length: usize, depth: i32, key: u64, kind: u32, hash: u64): usize {
  valueHash = hash;
  const end = at + length;
  if (depth > deepestNode) return end;
  const node = addNode();
  if (node == 0) return 0;
  describeNode(node, kind, hash, key);
  countNode(node, 0);
  placeNode(node, <u32>(at - input), <u32>(end - input));
  return end;
}

function isDigit(byte: u8): bool {
  return <u32>byte - 0x30 <= 9;
}

/**
 * Reads a number whose text is what JavaScript would write for its value: at most 15 digits, no
 * exponent, no zeros to drop. Others are left to the slow path, which knows their values.
 */
function readNumber(at: usize, depth: i32, key: u64): usize {
  const isNegative = load<u8>(at) == 0x2d;
  const start = isNegative ? at + 1 : at;
  let position = start;
  while (isDigit(load<u8>(position))) position += 1;
  let digits = position - start;
  if (digits == 0) return 0;
  const isZero = load<u8>(start) == 0x30;
  if (isZero && digits > 1) return 0;
  const next = load<u8>(position);
  if (next == 0x2e) {
    const fraction = position + 1;
    position = fraction;
    while (isDigit(load<u8>(position))) position += 1;
    if (position == fraction || load<u8>(position - 1) == 0x30) return 0;
    // From 0.000001 on down an exponent is written.
    if (isZero && position - fraction > 6) return 0;
    digits += position - fraction;
  } else if (isNegative && isZero) {
    return 0;
  }
  if (digits > 15 || (load<u8>(position) | 0x20) == 0x65) return 0;
  const hash = combine(numberSeed, hashBytes(at, position - at));
  return readLiteral(at, position - at, depth, key, kindNumber, hash);
}

function readArray(at: usize, depth: i32, key: u64): usize {
  if (depth == deepest) return 0;
  const node: usize = depth > deepestNode ? <usize>0 : addNode();
  if (node == 0 && depth <= deepestNode) return 0;
  let hash = arraySeed;
  let count: u32 = 0;
  let position = skipBlanks(at + 1);
  if (load<u8>(position) == 0x5d) {
    position += 1;
  } else {
    for (;;) {
      position = readValue(position, depth + 1, 0);
      if (position == 0) return 0;
      hash = combine(hash, valueHash);
      count += 1;
      position = skipBlanks(position);
      const byte = load<u8>(position);
      position += 1;
      if (byte == 0x5d) break;
      if (byte != 0x2c) return 0;
      position = skipBlanks(position);
    }
  }
  valueHash = combine(hash, <u64>count);
  return node == 0 ? position : endContainer(node, kindArray, count, key, at, position);
}

function readObject(at: usize, depth: i32, key: u64): usize {
  if (depth == deepest) return 0;
  const node: usize = depth > deepestNode ? <usize>0 : addNode();
  if (node == 0 && depth <= deepestNode) return 0;
  let sum: u64 = 0;
  let count: u32 = 0;
  let position = skipBlanks(at + 1);
  if (load<u8>(position) == 0x7d) {
    position += 1;
  } else {
    for (;;) {
      if (load<u8>(position) != 0x22) return 0;
      position = readString(position);
      if (position == 0) return 0;
      const memberKey = textHash;
      if (!isNewKey(depth, count, <u32>memberKey)) return 0;
      position = skipBlanks(position);
      if (load<u8>(position) != 0x3a) return 0;
      position = readValue(skipBlanks(position + 1), depth + 1, memberKey);
      if (position == 0) return 0;
      sum = addMember(sum, combine(memberKey, valueHash));
      count += 1;
      position = skipBlanks(position);
      const byte = load<u8>(position);
      position += 1;
      if (byte == 0x7d) break;
      if (byte != 0x2c) return 0;
      position = skipBlanks(position);
    }
  }
  valueHash = combine(combine(objectSeed, <u64>count), sum);
  return node == 0 ? position : endContainer(node, kindObject, count, key, at, position);
}

/** Remembers a key. Says no to one that the object has already: of those the last counts. */
function isNewKey(depth: i32, count: u32, key: u32): bool {
  if (count == mostMembers) return false;
  const keys = openKeys + ((<usize>depth) << 8);
  for (let i: u32 = 0; i < count; i += 1) {
    if (load<u32>(keys + ((<usize>i) << 2)) == key) return false;
  }
  store<u32>(keys + ((<usize>count) << 2), key);
  return true;
}

function endContainer(
  node: usize,
  kind: u32,
  count: u32,
  key: u64,
  start: usize,
  end: usize,
): usize {
  describeNode(node, kind, valueHash, key);
  countNode(node, count);
  placeNode(node, <u32>(start - input), <u32>(end - input));
  return end;
}
