// How a text ends, where it ends as people end prompts and completions on purpose: with a
// separator or a stop sequence. `text-ending.ts` one folder up does the same and says why.
import { isSymbol, signAt, signBefore, signEndsSentence } from "./signs";
import { signOpensBracket, signPartsSentences } from "./signs";
import { hashBytes } from "./text-hash";

const windowBytes: usize = 24;

/** Space, tab, line feed, vertical tab, form feed, carriage return. */
function isBlank(byte: u8): bool {
  return byte == 0x20 || <u32>byte - 0x09 <= 4;
}

/** Letters, digits and all that is not ASCII. */
function isWord(byte: u8): bool {
  return <u32>byte - 0x30 <= 9 || ((<u32>byte) | 0x20) - 0x61 < 26 || byte >= 0x80;
}

/** What ends plain sentences: `!`, quotes, `)`, `,`, `.`, `;`, `?`. */
function endsSentence(byte: u8): bool {
  switch (byte) {
    case 0x21:
    case 0x22:
    case 0x27:
    case 0x29:
    case 0x2c:
    case 0x2e:
    case 0x3b:
    case 0x3f:
      return true;
    default:
      return false;
  }
}

/** The hash of a text's ending; 0 where it has none. */
export function endingHash(start: usize, length: usize): u32 {
  let end = start + length;
  while (end > start && (load<u8>(end - 1) == 0x20 || load<u8>(end - 1) == 0x09)) end -= 1;
  const least = end - start > windowBytes ? end - windowBytes : start;
  const from = endingStart(start, least, end);
  if (from == end || !hasContent(start, least, from)) return 0;
  const hash = <u32>hashBytes(from, end - from);
  return hash == 0 ? 1 : hash;
}

/** Where the ending starts; `end` where there is none. */
function endingStart(start: usize, least: usize, end: usize): usize {
  let blanks = end;
  while (blanks > least && isBlank(load<u8>(blanks - 1))) blanks -= 1;
  if (blanks == least) return end;
  const run = marksStart(least, blanks);
  const token = wordStart(least, run);
  const marks = behindSentenceEnds(run, blanks);
  const weight = weightOf(marks, blanks);
  const isSign = weight == 1 && load<u8>(marks) >= 0x80;
  const isWhole = token > least || (least == start && !isSign);
  if (weight > 0 && token == run) return withBlanksBefore(least, token);
  if (weight > 1) return marks;
  if (isWhole && (weight == 1 || isStopWord(token, blanks))) return withBlanksBefore(least, token);
  if (isSign) return marks;
  return hasLineBreak(blanks, end) ? blanks : end;
}

/** Where the marks start that stand before `end`. */
function marksStart(least: usize, end: usize): usize {
  let at = end;
  while (at > least) {
    if (isMark(load<u8>(at - 1))) at -= 1;
    else if (signBefore(least, at) != 0) at -= 3;
    else break;
  }
  return at;
}

/** Where the word starts that stands before `end`. */
function wordStart(least: usize, end: usize): usize {
  let at = end;
  while (at > least && !isBlank(load<u8>(at - 1))) {
    const sign = signBefore(least, at);
    if (signPartsSentences(sign)) break;
    at -= sign == 0 ? 1 : 3;
    if (signOpensBracket(sign)) break;
  }
  return at;
}

/** Behind those marks at the start of some that end plain sentences. */
function behindSentenceEnds(start: usize, end: usize): usize {
  let at = start;
  while (at < end) {
    const byte = load<u8>(at);
    if (byte < 0x80 ? !endsSentence(byte) : !signEndsSentence(signAt(at))) break;
    at += byte < 0x80 ? 1 : 3;
  }
  return at;
}

/** How many marks there are; a symbol counts as two, since nothing else needs it. */
function weightOf(start: usize, end: usize): u32 {
  let weight: u32 = 0;
  for (let at = start; at < end;) {
    const isAscii = load<u8>(at) < 0x80;
    weight += !isAscii && isSymbol(signAt(at)) ? 2 : 1;
    at += isAscii ? 1 : 3;
  }
  return weight;
}

function isMark(byte: u8): bool {
  return !isBlank(byte) && !isWord(byte);
}

function withBlanksBefore(least: usize, token: usize): usize {
  let from = token;
  while (from > least && isBlank(load<u8>(from - 1))) from -= 1;
  return from;
}

/** END, STOP, DONE, EOS. */
function isStopWord(start: usize, end: usize): bool {
  const length = end - start;
  if (length == 4) return load<u32>(start) == 0x504f5453 || load<u32>(start) == 0x454e4f44;
  if (length != 3) return false;
  const word = (<u32>load<u16>(start)) | ((<u32>load<u8>(start, 2)) << 16);
  return word == 0x444e45 || word == 0x534f45;
}

function hasLineBreak(start: usize, end: usize): bool {
  for (let at = start; at < end; at += 1) {
    const byte = load<u8>(at);
    if (byte == 0x0a || byte == 0x0d) return true;
  }
  return false;
}

/** Whether anything but blanks stands before the ending. */
function hasContent(start: usize, least: usize, from: usize): bool {
  if (least > start) return true;
  for (let at = start; at < from; at += 1) {
    if (!isBlank(load<u8>(at))) return true;
  }
  return false;
}
