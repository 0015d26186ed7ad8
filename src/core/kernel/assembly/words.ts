// The words of a text as hashes, and a sketch of its runs of three words by which texts that are
// nearly equal find each other: the smallest of 24 hashes of them (MinHash: Broder, "On the
// resemblance and containment of documents", 1997), gathered into bands as in Lee et al.,
// "Deduplicating Training Data Makes Language Models Better", 2022.
//
// What a word is says `wordsOf` in `similarity/words.ts`. Texts whose normal form this code does
// not know are left to it: it says so, and gets their words back with spaces between them.

const wordFactor: u64 = 0x9e3779b97f4a7c15;
const runFactor: u64 = 0xc2b2ae3d27d4eb4f;
const orderFactor: u64 = 0xd6e8feb86659fd93;
/** Makes small letters of capital ones and leaves digits as they are. */
const smallLetters: u64 = 0x2020202020202020;

const hashCount: usize = 24;
const bandCount: usize = 6;
const rowsPerBand: usize = 4;
const signatureBits: usize = 32;

/** The hash functions: odd factors and what they add, drawn by SplitMix64 from a fixed seed. */
const factors: usize = memory.data(96, 16);
const addends: usize = memory.data(96, 16);
let drawn: u64 = 0x74756e6577726967;
for (let i: usize = 0; i < hashCount; i += 1) {
  store<u32>(factors + 4 * i, (<u32>(draw() >> 32)) | 1);
  store<u32>(addends + 4 * i, <u32>(draw() >> 32));
}

/** Runs that many records share: a bit for each value of the last sixteen bits of their hash. */
export const ignored: usize = memory.data(8192, 16);
/** The smallest value of each hash function so far. */
const smallest: usize = memory.data(96, 16);
/** Count of words, nothing, their hash in two halves, count of runs, bands, and a signature of 32 bits. */
export const sketch: usize = memory.data(48, 16);

let words: u32 = 0;
let runs: u32 = 0;
let order: u64 = 0;
/** The two words before. */
let before: u64 = 0;
let beforeThat: u64 = 0;
let wordsOfText: u32 = 0;
/** The word that is being read: the hash of what is full of it, and its last bytes. */
let wordHash: u64 = 0;
let wordTail: u64 = 0;
let tailBytes: u64 = 0;
/** The hash of the run added last, whether or not it is ignored. */
export let lastRun: u32 = 0;

function draw(): u64 {
  drawn += 0x9e3779b97f4a7c15;
  let mixed = drawn;
  mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
  mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
  return mixed ^ (mixed >> 31);
}

export function startSketch(): void {
  words = 0;
  runs = 0;
  order = 0;
  memory.fill(smallest, 0xff, 96);
  clearWord();
}

/**
 * Adds the words of a text, or of a JSON string without its quotes. Says no, and is of no use until
 * the next start, where the text holds characters whose normal form is not known here. Reads up to
 * sixteen bytes behind the text.
 */
export function addText(start: usize, length: usize, isLiteral: bool): bool {
  startText();
  const end = start + length;
  let at = start;
  while (at < end) {
    const bytes = v128.load(at);
    const others = otherBytes(bytes, isLiteral);
    let plain = <usize>ctz<u32>(others | 0x10000);
    if (plain > end - at) plain = end - at;
    if (plain == 0) {
      if (!addCharacter(at)) return false;
      at = behind;
      continue;
    }
    addPlain(at, wordBytes(bytes), plain);
    at += plain;
  }
  endWord();
  return true;
}

/** A bit for each of sixteen bytes that is an ASCII letter or digit. */
function wordBytes(bytes: v128): u32 {
  const small = v128.or(bytes, i8x16.splat(0x20));
  const isLetter = i8x16.lt_u(i8x16.sub(small, i8x16.splat(0x61)), i8x16.splat(26));
  const isDigit = i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(0x30)), i8x16.splat(10));
  return i8x16.bitmask(v128.or(isLetter, isDigit));
}

/** A bit for each of sixteen bytes that is not ASCII, or starts an escape. */
function otherBytes(bytes: v128, isLiteral: bool): u32 {
  const escapes = isLiteral ? i8x16.eq(bytes, i8x16.splat(0x5c)) : i8x16.splat(0);
  return i8x16.bitmask(v128.or(bytes, escapes));
}

/** Adds up to sixteen bytes of ASCII, of which `inWords` says which are letters and digits. */
function addPlain(at: usize, inWords: u32, count: usize): void {
  let from: usize = 0;
  while (from < count) {
    const rest = inWords >> (<u32>from);
    if ((rest & 1) == 0) {
      endWord();
      from += <usize>ctz<u32>(rest | 0x10000);
      continue;
    }
    let length = <usize>ctz<u32>(~rest);
    if (length > count - from) length = count - from;
    const first = length < 8 ? length : 8;
    addBytes(load<u64>(at + from) | smallLetters, <u64>first);
    if (length > 8) addBytes(load<u64>(at + from, 8) | smallLetters, <u64>length - 8);
    from += length;
  }
}

/** Adds one character that is not plain. Says no where its normal form is not known. */
function addCharacter(at: usize): bool {
  const byte = load<u8>(at);
  const code = byte == 0x5c ? escapedAt(at) : codeAt(at, byte);
  if (addExpanded(code)) return true;
  const letter = foldedCode(code, tailBytes != 0 || wordHash != 0);
  if (letter == unknownForm) return false;
  if (letter == noLetter || isAlone(letter)) endWord();
  if (letter == noLetter) return true;
  addCode(letter);
  if (isAlone(letter)) endWord();
  return true;
}

/** Adds what the few signs stand for that are common and become letters or digits. */
function addExpanded(code: u32): bool {
  if (code == 0x2122) {
    addBytes(0x6d74, 2);
    return true;
  }
  if (code < 0xbc || code > 0xbe) return false;
  // A quarter, a half, three quarters: digits with a stroke between them.
  addBytes(code == 0xbe ? 0x33 : 0x31, 1);
  endWord();
  addBytes(code == 0xbd ? 0x32 : 0x34, 1);
  return true;
}

/** Adds words that stand in UTF-8 with one space between them. */
export function addWords(start: usize, length: usize): void {
  startText();
  const end = start + length;
  for (let at = start; at < end; at += 1) {
    const byte = load<u8>(at);
    if (byte == 0x20) endWord();
    else addBytes(<u64>byte, 1);
  }
  endWord();
}

/** Writes down what has been added. */
export function finishSketch(): void {
  const hash = mixed(order);
  store<u32>(sketch, words);
  store<u64>(sketch, hash, 8);
  store<u32>(sketch, runs, 16);
  // Most answers are a word or two: nothing is found by their runs.
  if (runs == 0) {
    memory.fill(sketch + 20, 0, 28);
    return;
  }
  for (let band: usize = 0; band < bandCount; band += 1) {
    let key: u64 = <u64>band + 1;
    for (let row: usize = 0; row < rowsPerBand; row += 1) {
      const least = <u64>load<u32>(smallest + 4 * (band * rowsPerBand + row));
      key = mixed((key ^ least) * runFactor);
    }
    store<u32>(sketch + 4 * band, <u32>key, 20);
  }
  let signature: u32 = 0;
  for (let i: usize = 0; i < signatureBits; i += 1) {
    const least = load<u32>(smallest + 4 * (i % hashCount)) * 0x9e3779b1;
    const bit = (least >>> (i < hashCount ? 31 : 30)) & 1;
    signature |= bit << (<u32>i);
  }
  store<u32>(sketch, signature, 44);
}

/** A text's runs do not reach into the next text. */
function startText(): void {
  wordsOfText = 0;
  order = (order + 1) * runFactor;
}

/** Adds the first bytes, up to eight, to the word. */
function addBytes(bytes: u64, count: u64): void {
  const own = count == 8 ? bytes : bytes & (((<u64>1) << (8 * count)) - 1);
  const room = 8 - tailBytes;
  wordTail |= own << (8 * tailBytes);
  tailBytes += count;
  if (tailBytes < 8) return;
  wordHash = mixed((wordHash ^ wordTail) + orderFactor);
  wordTail = room == 8 ? 0 : own >> (8 * room);
  tailBytes -= 8;
}

function clearWord(): void {
  wordHash = 0;
  wordTail = 0;
  tailBytes = 0;
}

function endWord(): void {
  if (tailBytes == 0 && wordHash == 0) return;
  const hash = mixed(wordHash ^ wordTail);
  clearWord();
  words += 1;
  wordsOfText += 1;
  order = rotl<u64>(order, 23) * orderFactor + hash;
  if (wordsOfText > 2) addRun(hash);
  beforeThat = before;
  before = hash;
}

function addRun(last: u64): void {
  const run = <u32>(
    (mixed(beforeThat * orderFactor + rotl<u64>(before, 21) * runFactor + last) >> 16)
  );
  lastRun = run;
  if ((load<u8>(ignored + <usize>((run & 0xffff) >>> 3)) >> (<u8>(run & 7))) & 1) return;
  runs += 1;
  const spread = i32x4.splat(run);
  for (let i: usize = 0; i < 96; i += 16) {
    const hashes = i32x4.add(i32x4.mul(spread, v128.load(factors + i)), v128.load(addends + i));
    v128.store(smallest + i, i32x4.min_u(hashes, v128.load(smallest + i)));
  }
}

function mixed(value: u64): u64 {
  const once = (value ^ (value >> 32)) * wordFactor;
  return once ^ (once >> 29);
}

const noLetter: u32 = 0;
const unknownForm: u32 = 0xffffffff;

/** Behind the character read last. */
let behind: usize = 0;

/** The character of several bytes that starts with `first`. */
function codeAt(at: usize, first: u8): u32 {
  const second = (<u32>load<u8>(at, 1)) & 0x3f;
  if (first < 0xe0) {
    behind = at + 2;
    return ((<u32>(first & 0x1f)) << 6) | second;
  }
  const third = (<u32>load<u8>(at, 2)) & 0x3f;
  if (first < 0xf0) {
    behind = at + 3;
    return ((<u32>(first & 0xf)) << 12) | (second << 6) | third;
  }
  behind = at + 4;
  const fourth = (<u32>load<u8>(at, 3)) & 0x3f;
  return ((<u32>(first & 7)) << 18) | (second << 12) | (third << 6) | fourth;
}

/** The character that an escape stands for; half of a pair where it is one. */
function escapedAt(at: usize): u32 {
  const letter = load<u8>(at, 1);
  if (letter != 0x75) {
    behind = at + 2;
    return 0x20;
  }
  behind = at + 6;
  let code: u32 = 0;
  for (let i: usize = 2; i < 6; i += 1) code = (code << 4) | hexDigit(load<u8>(at + i));
  return code;
}

function hexDigit(byte: u8): u32 {
  return byte <= 0x39 ? byte - 0x30 : (byte | 0x20) - 0x57;
}

function addCode(code: u32): void {
  if (code < 0x80) return addBytes(<u64>code, 1);
  if (code < 0x800) return addBytes(0xc0 | (code >> 6) | ((0x80 | (code & 0x3f)) << 8), 2);
  const tail = ((0x80 | ((code >> 6) & 0x3f)) << 8) | ((0x80 | (code & 0x3f)) << 16);
  addBytes(<u64>(0xe0 | (code >> 12) | tail), 3);
}

/** Whether a letter is of a script that has no spaces between words: a word of its own. */
function isAlone(code: u32): bool {
  return code >= 0x3041 && code <= 0x9fff && code != 0x30fc;
}

/** What a character becomes in a word, `noLetter` for what is in none. */
function foldedCode(code: u32, isInWord: bool): u32 {
  if (code < 0x80) return foldedAscii(code);
  if (code < 0x100) return foldedLatin(code);
  if (code < 0x2000) return foldedCyrillic(code);
  if (code <= 0x2029) return noLetter;
  if (code >= 0x3041 && code < 0xe000) return isStableLetter(code) ? code : unknownForm;
  // A variation selector belongs to the letter before it, if there is one.
  if (code == 0xfe0f) return isInWord ? unknownForm : noLetter;
  return isSign(code) ? noLetter : unknownForm;
}

function foldedAscii(code: u32): u32 {
  if (code - 0x30 < 10) return code;
  const small = code | 0x20;
  return small - 0x61 < 26 ? small : noLetter;
}

function foldedLatin(code: u32): u32 {
  if (code == 0xd7 || code == 0xf7) return noLetter;
  if (code >= 0xc0) return code < 0xdf ? code + 0x20 : code;
  // Signs that become letters or digits: ª µ º, ² ³ ¹.
  if (code == 0xaa || code == 0xb5 || code == 0xba) return unknownForm;
  if (code == 0xb2 || code == 0xb3 || code == 0xb9) return unknownForm;
  return noLetter;
}

function foldedCyrillic(code: u32): u32 {
  if (code >= 0x430 && code <= 0x44f) return code;
  if (code >= 0x410 && code < 0x430) return code + 0x20;
  return code == 0x401 || code == 0x451 ? 0x451 : unknownForm;
}

/** Kana, Chinese characters and Korean syllables as they are written by everybody. */
function isStableLetter(code: u32): bool {
  if (code <= 0x3096) return true;
  if (code >= 0x30a1 && code <= 0x30fc) return code != 0x30fb;
  return (code >= 0x4e00 && code <= 0x9fff) || (code >= 0xac00 && code <= 0xd7a3);
}

/** The euro, arrows, shapes and pictures, brackets and stops of Chinese and Japanese. */
function isSign(code: u32): bool {
  // Among the pictures stand numbers in circles.
  if (code >= 0x2600 && code <= 0x27bf) return code < 0x2776 || code > 0x2793;
  if ((code >= 0x2190 && code <= 0x22ff) || (code >= 0x2500 && code <= 0x25ff)) return true;
  if (code >= 0x2b00 && code <= 0x2bff) return true;
  if (code == 0x20ac || (code >= 0x3000 && code <= 0x3003)) return true;
  if (code >= 0x3008 && code <= 0x301b) return true;
  if (code == 0xff01 || code == 0xff08 || code == 0xff09 || code == 0xff0c) return true;
  if (code == 0xff1a || code == 0xff1b || code == 0xff1f) return true;
  return code >= 0x1f300 && code <= 0x1faff;
}
