// Reads JSON strings: checks them, decodes them where they hold escapes, and hashes them.
import { hashBytes } from "./text-hash";

const quote: u8 = 0x22;
const backslash: u8 = 0x5c;

/** Where decoded strings are put: as long as the input. */
let scratch: usize = 0;

/** Of the string read last: its hash, its decoded bytes, and what it holds. */
export let textHash: u64 = 0;
export let textStart: usize = 0;
export let textLength: usize = 0;

export function useScratch(address: usize): void {
  scratch = address;
}

/**
 * Reads the string whose opening quote is at `at`. Returns the address behind its closing quote,
 * 0 where it is not a valid JSON string in UTF-8.
 */
export function readString(at: usize): usize {
  const start = at + 1;
  let position = start;
  for (;;) {
    const bytes = v128.load(position);
    const special = specials(bytes);
    if (special == 0) {
      position += 16;
      continue;
    }
    position += <usize>ctz<i32>(special);
    const byte = load<u8>(position);
    if (byte == quote) break;
    if (byte == backslash) return readEscaped(start, position);
    if (byte < 0x80) return 0;
    position = behindSequences(position);
    if (position == 0) return 0;
  }
  setText(start, position - start);
  return position + 1;
}

/** A bit for each byte that ends a run of plain ASCII: quote, backslash, control, not ASCII. */
function specials(bytes: v128): i32 {
  // Bytes from 0x80 on are negative numbers.
  const unusual = i8x16.lt_s(bytes, i8x16.splat(0x20));
  const quotes = i8x16.eq(bytes, i8x16.splat(0x22));
  const backslashes = i8x16.eq(bytes, i8x16.splat(0x5c));
  return i8x16.bitmask(v128.or(unusual, v128.or(quotes, backslashes)));
}

function setText(start: usize, length: usize): void {
  textStart = start;
  textLength = length;
  textHash = hashBytes(start, length);
}

/** Behind the multi-byte characters that start at `at`; 0 where they are not UTF-8. */
function behindSequences(at: usize): usize {
  let position = at;
  while (load<u8>(position) >= 0x80) {
    const length = sequenceLength(position);
    if (length == 0) return 0;
    position += length;
  }
  return position;
}

function isContinuation(byte: u32): bool {
  return (byte & 0xc0) == 0x80;
}

/** The length of the multi-byte character at `at`; 0 where it is not UTF-8 (RFC 3629). */
function sequenceLength(at: usize): usize {
  const first: u32 = load<u8>(at);
  const second: u32 = load<u8>(at, 1);
  if (!isContinuation(second)) return 0;
  if (first < 0xe0) return first >= 0xc2 ? 2 : 0;
  if (!isContinuation(load<u8>(at, 2))) return 0;
  if (first < 0xf0) {
    if (first == 0xe0 && second < 0xa0) return 0;
    return first == 0xed && second >= 0xa0 ? 0 : 3;
  }
  if (!isContinuation(load<u8>(at, 3))) return 0;
  if (first == 0xf0 && second < 0x90) return 0;
  if (first == 0xf4 && second >= 0x90) return 0;
  return first <= 0xf4 ? 4 : 0;
}

/** Goes on reading at the first escape, now copying what is decoded. */
function readEscaped(start: usize, firstEscape: usize): usize {
  let target = scratch;
  let copied = start;
  while (copied < firstEscape) {
    v128.store(target, v128.load(copied));
    target += 16;
    copied += 16;
  }
  target = scratch + (firstEscape - start);
  let position = firstEscape;
  for (;;) {
    const bytes = v128.load(position);
    v128.store(target, bytes);
    const special = specials(bytes);
    if (special == 0) {
      position += 16;
      target += 16;
      continue;
    }
    const plain = <usize>ctz<i32>(special);
    position += plain;
    target += plain;
    const byte = load<u8>(position);
    if (byte == quote) break;
    if (byte == backslash) {
      const simple = simpleEscape(load<u8>(position, 1));
      if (simple != 0) {
        store<u8>(target, simple);
        target += 1;
        position += 2;
        continue;
      }
      position = readUnicodeEscape(position, target);
      if (position == 0) return 0;
      target += encodedLength;
      continue;
    }
    if (byte < 0x80) return 0;
    const length = sequenceLength(position);
    if (length == 0) return 0;
    store<u32>(target, load<u32>(position));
    target += length;
    position += length;
  }
  setText(scratch, target - scratch);
  return position + 1;
}

/** What a backslash and this character stand for; 0 where that is no simple escape. */
function simpleEscape(character: u8): u8 {
  switch (character) {
    case 0x6e:
      return 0x0a;
    case 0x22:
    case 0x5c:
    case 0x2f:
      return character;
    case 0x74:
      return 0x09;
    case 0x72:
      return 0x0d;
    case 0x62:
      return 0x08;
    case 0x66:
      return 0x0c;
    default:
      return 0;
  }
}

/** How many bytes `readUnicodeEscape` has written. */
let encodedLength: usize = 0;

/**
 * Reads the `\uXXXX` at `at`, or two that make a pair, and writes the character as UTF-8; half of
 * a pair becomes U+FFFD as in `TextEncoder`. Returns the address behind it, 0 where it is none.
 */
function readUnicodeEscape(at: usize, target: usize): usize {
  if (load<u8>(at, 1) != 0x75) return 0;
  const unit = hexUnit(at + 2);
  if (unit < 0) return 0;
  const isHigh = (unit & 0xfc00) == 0xd800;
  if (isHigh && load<u8>(at, 6) == backslash && load<u8>(at, 7) == 0x75) {
    const low = hexUnit(at + 8);
    if ((low & 0xfc00) == 0xdc00) {
      writeCharacter(target, 0x10000 + ((unit & 0x3ff) << 10) + (low & 0x3ff));
      return at + 12;
    }
  }
  writeCharacter(target, (unit & 0xf800) == 0xd800 ? 0xfffd : unit);
  return at + 6;
}

/** The value of four hexadecimal digits, negative where they are not. */
function hexUnit(at: usize): i32 {
  const first = hexDigit(load<u8>(at));
  const second = hexDigit(load<u8>(at, 1));
  const third = hexDigit(load<u8>(at, 2));
  const fourth = hexDigit(load<u8>(at, 3));
  if ((first | second | third | fourth) < 0) return -1;
  return (first << 12) | (second << 8) | (third << 4) | fourth;
}

function hexDigit(character: u8): i32 {
  const digit: u32 = <u32>character - 0x30;
  if (digit <= 9) return <i32>digit;
  const letter: u32 = ((<u32>character) | 0x20) - 0x61;
  return letter <= 5 ? <i32>letter + 10 : -1;
}

function writeCharacter(target: usize, character: i32): void {
  if (character < 0x80) {
    store<u8>(target, <u8>character);
    encodedLength = 1;
    return;
  }
  if (character < 0x800) {
    store<u8>(target, <u8>(0xc0 | (character >> 6)));
    store<u8>(target, <u8>(0x80 | (character & 0x3f)), 1);
    encodedLength = 2;
    return;
  }
  if (character < 0x10000) {
    store<u8>(target, <u8>(0xe0 | (character >> 12)));
    store<u8>(target, <u8>(0x80 | ((character >> 6) & 0x3f)), 1);
    store<u8>(target, <u8>(0x80 | (character & 0x3f)), 2);
    encodedLength = 3;
    return;
  }
  store<u8>(target, <u8>(0xf0 | (character >> 18)));
  store<u8>(target, <u8>(0x80 | ((character >> 12) & 0x3f)), 1);
  store<u8>(target, <u8>(0x80 | ((character >> 6) & 0x3f)), 2);
  store<u8>(target, <u8>(0x80 | (character & 0x3f)), 3);
  encodedLength = 4;
}
