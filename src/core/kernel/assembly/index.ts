// The kernel: reads lines of JSON as bytes and says of each whether it is plainly valid, with a
// tape of its values and their hashes. What it does not understand it leaves to the slow path.
//
// Compiled to WebAssembly by `npm run generate`. The host puts bytes at `inputAddress`, calls
// `scan`, and reads lines and tape.
import { hashBytes } from "./text-hash";
import { useScratch } from "./string";
import { endingHash } from "./ending";
import { marksOf } from "./marks";
import { needle, setNeedle } from "./needle";
import { openingHash } from "./opening";
import { clearTape, isFull, nodeBytes, nodeCount, truncateTape, useTape } from "./tape";
import { trimmedHash } from "./trimmed";
import { readRecord, skipBlanks, useInput } from "./value";
import { addText, addWords, finishSketch, ignored, lastRun, sketch, startSketch } from "./words";

/** Lines behind the last byte of the input, so that nothing reads past the end. */
const slack: usize = 64;
const lineBytes: usize = 20;

/** What a line is. */
const blank: u32 = 0;
const record: u32 = 1;
const unknown: u32 = 2;

let input: usize = 0;
let lines: usize = 0;
let linesEnd: usize = 0;
let consumedBytes: u32 = 0;
let tapeStart: usize = 0;

/** Lays out the memory for inputs of at most so many bytes. Says no where there is not enough. */
export function reserve(inputBytes: u32, nodes: u32, lineCount: u32): bool {
  const newInput = ((__heap_base + 15) & ~(<usize>15)) + 16;
  const scratch = (newInput + inputBytes + 2 * slack) & ~(<usize>15);
  const tape = (scratch + inputBytes + 2 * slack) & ~(<usize>15);
  const tapeEnd = tape + <usize>nodes * nodeBytes;
  const newLines = (tapeEnd + 15) & ~(<usize>15);
  const newEnd = newLines + <usize>lineCount * lineBytes;
  const pages = <i32>((newEnd + 0xffff) >>> 16) - memory.size();
  if (pages > 0 && memory.grow(pages) < 0) return false;
  input = newInput;
  lines = newLines;
  linesEnd = newEnd;
  tapeStart = tape;
  useInput(input);
  useScratch(scratch);
  useTape(tape, tapeEnd);
  return true;
}

export function inputAddress(): usize {
  return input;
}

export function tapeAddress(): usize {
  return tapeStart;
}

export function linesAddress(): usize {
  return lines;
}

/** How many bytes of the input the lines of the last scan take, line endings included. */
export function consumed(): u32 {
  return consumedBytes;
}

/** Hashes `length` bytes of the input; the two halves are left at `linesAddress`. */
export function hashInput(length: u32): void {
  store<u64>(lines, hashBytes(input, length));
}

/** The hash of the ending of a text that fills the first `length` bytes of the input. */
export function hashEnding(length: u32): u32 {
  return endingHash(input, length);
}

/** The hash of a text without the blanks around it, by the same rule. */
export function hashTrimmed(length: u32): u32 {
  return trimmedHash(input, length, hashBytes(input, length));
}

/** The hash of how a text starts. */
export function hashOpening(length: u32): u32 {
  return openingHash(input, length);
}

/** The marks of a text. */
export function marksOfInput(length: u32): u32 {
  return marksOf(input, length);
}

/** Where the bytes of the needle go: at most 64. */
export function needleAddress(): usize {
  return needle;
}

/** Looks from now on for the needle in the fields with this key, except at their end; 0 stops it. */
export function lookFor(length: u32, key: u32): void {
  setNeedle(length, key);
}

/** Starts the sketch of some texts; see `words.ts`. */
export function sketchStart(): void {
  startSketch();
}

/** Adds the JSON string whose bytes, without quotes, start at an offset of the input. */
export function sketchString(offset: u32, length: u32): bool {
  return addText(input + offset, length, true);
}

/** Adds the text that fills the first `length` bytes of the input. */
export function sketchInput(length: u32): bool {
  return addText(input, length, false);
}

/** Adds words, with spaces between them, that fill the first `length` bytes of the input. */
export function sketchWords(length: u32): void {
  addWords(input, length);
}

/** Ends the sketch. Returns where it is: twelve words. */
export function sketchEnd(): usize {
  finishSketch();
  return sketch;
}

/** The hash of the run of words that was added last. */
export function sketchedRun(): u32 {
  return lastRun;
}

/** Where the bits are that say which runs of words a sketch leaves out: 8192 bytes. */
export function ignoredAddress(): usize {
  return ignored;
}

/**
 * Reads whole lines from `from` up to `length`; with `isEnd` also what stands behind the last line
 * ending. Returns how many lines were read: five words each, offsets of their start, of their end
 * without and with the line ending, what they are, and their first node.
 */
export function scan(from: u32, length: u32, isEnd: bool): u32 {
  const end = input + length;
  for (let i: usize = 0; i < slack; i += 8) store<u64>(end + i, 0x0a0a0a0a0a0a0a0a);
  clearTape();
  let start = input + from;
  let line = lines;
  isDone = false;
  while (line < linesEnd && (isEnd || start < end)) {
    const firstNode = nodeCount();
    let kind = readLine(start);
    const position = lineEnd;
    // A line that does not fit on the tape is tried again as the first one.
    const hasNoRoom = isFull && line > lines;
    const next = behindLine(position, end, isEnd);
    if (hasNoRoom || next == 0) {
      truncateTape(firstNode);
      break;
    }
    if (kind != record) truncateTape(firstNode);
    store<u32>(line, <u32>(start - input));
    store<u32>(line, <u32>(position - input), 4);
    store<u32>(line, <u32>(next - input), 8);
    store<u32>(line, kind, 12);
    store<u32>(line, firstNode, 16);
    line += lineBytes;
    start = next;
    isDone = position >= end;
    if (isDone) break;
  }
  consumedBytes = <u32>(start - input);
  return <u32>((line - lines) / lineBytes);
}

/** Whether the last scan has read the last line there is. */
export function done(): bool {
  return isDone;
}

let isDone: bool = false;
/** Where the line read last ends, without its line ending. */
let lineEnd: usize = 0;

/** Reads the line that starts at `start` and says what it is. */
function readLine(start: usize): u32 {
  const first = skipBlanks(start);
  lineEnd = first;
  if (isLineEnd(first)) return blank;
  const behind = readRecord(first);
  if (behind != 0) {
    lineEnd = skipBlanks(behind);
    if (isLineEnd(lineEnd)) return record;
  }
  lineEnd = findLineEnd(start);
  return unknown;
}

/** The address behind a line's ending; 0 where the line may go on behind the input. */
function behindLine(position: usize, end: usize, isEnd: bool): usize {
  if (position >= end) return isEnd ? end : 0;
  if (load<u8>(position) == 0x0a) return position + 1;
  if (position + 1 == end) return isEnd ? end : 0;
  return load<u8>(position, 1) == 0x0a ? position + 2 : position + 1;
}

function isLineEnd(at: usize): bool {
  const byte = load<u8>(at);
  return byte == 0x0a || byte == 0x0d;
}

/** The next line feed or carriage return; there is one behind the input. */
function findLineEnd(at: usize): usize {
  let position = at;
  let found = lineEndsIn(position);
  while (found == 0) {
    position += 16;
    found = lineEndsIn(position);
  }
  return position + <usize>ctz<i32>(found);
}

/** A bit for each of sixteen bytes that ends a line. */
function lineEndsIn(at: usize): i32 {
  const bytes = v128.load(at);
  const feeds = i8x16.eq(bytes, i8x16.splat(0x0a));
  const returns = i8x16.eq(bytes, i8x16.splat(0x0d));
  return i8x16.bitmask(v128.or(feeds, returns));
}
