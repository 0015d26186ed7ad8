// What a text holds that some rule wants to look at, found sixteen bytes at a time: a cheap yes
// where a rule may have something to say, and a sure no for nearly all texts. `text-marks.ts` one
// folder up names the marks.

const odd: u32 = 1;
const specialToken: u32 = 2;
const secret: u32 = 4;
const upperCase: u32 = 8;
const oddBlank: u32 = 16;
const atSign: u32 = 32;
const digit: u32 = 64;

/** Shorter runs of letters, digits, `-` and `_` are no secret. */
const shortestSecret: usize = 20;
/** A text with fewer capital letters at its start is not said to be written in them. */
const fewestCapitals: i32 = 8;
/** Letters are counted in so many bytes at the start of a text. */
const countedBytes: usize = 64;

/** Sixteen bytes with all bits, then sixteen with none: what stands behind a text is masked. */
const masks: usize = memory.data(32, 16);
store<u64>(masks, 0xffffffffffffffff);
store<u64>(masks, 0xffffffffffffffff, 8);

/** The marks of a text. Reads up to sixteen bytes behind it. */
export function marksOf(start: usize, length: usize): u32 {
  const end = start + length;
  let marks = letterMarks(start, end);
  // How many bytes before this block are ASCII and no blanks.
  let run: usize = 0;
  let isDigit = i8x16.splat(0);
  let isAtSign = i8x16.splat(0);
  for (let at = start; at < end; at += 16) {
    const bytes = load16(at, end);
    isDigit = v128.or(isDigit, i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(0x30)), i8x16.splat(10)));
    isAtSign = v128.or(isAtSign, i8x16.eq(bytes, i8x16.splat(0x40)));
    const dense = i8x16.bitmask(i8x16.gt_s(bytes, i8x16.splat(0x20)));
    if (dense == 0xffff) {
      run += 16;
    } else {
      const first = <usize>ctz<i32>(~dense);
      if (run + first >= shortestSecret) marks |= secretIn(at - run, at + first);
      run = <usize>clz<i32>((~dense & 0xffff) << 16);
    }
    let hits = suspects(bytes);
    while (hits != 0) {
      const hit = at + <usize>ctz<i32>(hits);
      if (hit >= end) break;
      marks |= marksAt(hit, start, end);
      hits &= hits - 1;
    }
  }
  if (run >= shortestSecret) marks |= secretIn(end - run, end);
  if (v128.any_true(isAtSign)) marks |= atSign;
  return v128.any_true(isDigit) ? marks | digit : marks;
}

/** Sixteen bytes, with zeros behind the end. */
function load16(at: usize, end: usize): v128 {
  const bytes = v128.load(at);
  const left = end - at;
  return left >= 16 ? bytes : v128.and(bytes, v128.load(masks + 16 - left));
}

/** Whether capital letters outnumber small ones at the start of a text. */
function letterMarks(start: usize, textEnd: usize): u32 {
  const end = textEnd - start > countedBytes ? start + countedBytes : textEnd;
  let capitals: i32 = 0;
  let smalls: i32 = 0;
  for (let at = start; at < end; at += 16) {
    const bytes = load16(at, end);
    const isCapital = i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(0x41)), i8x16.splat(26));
    const isSmall = i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(0x61)), i8x16.splat(26));
    capitals += popcnt<i32>(i8x16.bitmask(isCapital));
    smalls += popcnt<i32>(i8x16.bitmask(isSmall));
  }
  return capitals > smalls && capitals >= fewestCapitals ? upperCase : 0;
}

/** Looks for the starts of secrets in a run of bytes that are ASCII and no blanks. */
function secretIn(start: usize, end: usize): u32 {
  let wasWord = false;
  for (let at = start; at + shortestSecret <= end; at += 1) {
    const isStart = !wasWord;
    wasWord = isWord(load<u8>(at));
    if (isStart && wasWord && secretAt(at) != 0) return secret;
  }
  return 0;
}

/** Letters, digits, `-` and `_`. */
function isWord(byte: u8): bool {
  return <u32>byte - 0x30 <= 9 || ((<u32>byte) | 0x20) - 0x61 < 26 || byte == 0x2d || byte == 0x5f;
}

/**
 * A bit for each byte with which something starts that has a mark: control characters but for tab,
 * line feed and carriage return, DEL, `-`, `<`, `[`, and 0xC2, 0xC3, 0xE2, 0xEF. Each of two
 * halves of a byte names the classes that it may belong to.
 */
function suspects(bytes: v128): i32 {
  const low = i8x16.swizzle(
    // prettier-ignore
    i8x16(0x03, 0x03, 0x63, 0x23, 0x03, 0x03, 0x03, 0x03, 0x03, 0x02, 0x02, 0x13, 0x0b, -0x7e, 0x03, 0x47),
    v128.and(bytes, i8x16.splat(0x0f)),
  );
  const high = i8x16.swizzle(
    // prettier-ignore
    i8x16(0x01, 0x02, -0x80, 0x08, 0x00, 0x10, 0x00, 0x04, 0x00, 0x00, 0x00, 0x00, 0x20, 0x00, 0x40, 0x00),
    i8x16.shr_u(bytes, 4),
  );
  const none = i8x16.eq(v128.and(low, high), i8x16.splat(0));
  return i8x16.bitmask(none) ^ 0xffff;
}

/** What starts at a suspect byte. */
function marksAt(at: usize, start: usize, end: usize): u32 {
  switch (load<u8>(at)) {
    case 0x2d:
      // -BEGIN, of a private key.
      return load<u32>(at, 1) == 0x49474542 && end - at > 8 ? secret : 0;
    case 0x3c:
    case 0x5b:
      return end - at > 2 ? tokenAt(at) : 0;
    case 0xc2:
      return latinAt(load<u8>(at, 1));
    case 0xc3:
      return end - at > 3 ? doubledAt(at) : 0;
    case 0xe2:
      return spaceAt(at, start, end);
    case 0xef: {
      const pair = load<u16>(at, 1);
      return pair == 0xbdbf || pair == 0xbfbb ? odd : 0;
    }
    default:
      return odd;
  }
}

/** `<|`, `<s>`, `</s>`, `<<SYS`, `<</SY`, `<start_`, `<end_`, `<bos>`, `<eos>`, the wide `<｜`, `[INST`, `[/INST`. */
function tokenAt(at: usize): u32 {
  const next = load<u32>(at, 1);
  if (load<u8>(at) == 0x5b) return next == 0x54534e49 || next == 0x534e492f ? specialToken : 0;
  if ((next & 0xff) == 0x7c || (next & 0xffffff) == 0x9cbdef) return specialToken;
  if ((next & 0xffff) == 0x3e73 || (next & 0xffffff) == 0x3e732f) return specialToken;
  switch (next) {
    case 0x5359533c:
    case 0x59532f3c:
    case 0x72617473:
    case 0x5f646e65:
    case 0x3e736f62:
    case 0x3e736f65:
      return specialToken;
    default:
      return 0;
  }
}

/** Behind 0xC2: the controls U+0080 to U+009F, the blank U+00A0 and the soft hyphen U+00AD. */
function latinAt(second: u8): u32 {
  if (second < 0xa0) return odd;
  return second == 0xa0 || second == 0xad ? oddBlank : 0;
}

/** A letter that looks like the first byte of a character, followed by one that looks like the second. */
function doubledAt(at: usize): u32 {
  const letter = load<u8>(at, 1);
  if (letter < 0x82 || letter > 0xb4) return 0;
  switch (load<u8>(at, 2)) {
    case 0xc2:
    case 0xc5:
    case 0xc6:
    case 0xcb:
    case 0xe2:
      return odd;
    default:
      return 0;
  }
}

/** Behind 0xE2: blanks of other widths, characters without width, marks of direction. */
function spaceAt(at: usize, start: usize, end: usize): u32 {
  const second = load<u8>(at, 1);
  const third = load<u8>(at, 2);
  if (second == 0x81) return third == 0x9f ? oddBlank : third >= 0xa0 && third < 0xb0 ? odd : 0;
  if (second != 0x80) return 0;
  if (third <= 0x8a || third == 0xaf) return oddBlank;
  if (third == 0x8c || third == 0x8d) return isBetweenAscii(at, start, end) ? odd : 0;
  return third <= 0x8f || (third >= 0xaa && third <= 0xae) ? odd : 0;
}

/** In other scripts and between pictures these two say how characters are joined. */
function isBetweenAscii(at: usize, start: usize, end: usize): bool {
  return at > start && at + 3 < end && load<u8>(at - 1) < 0x80 && load<u8>(at, 3) < 0x80;
}

/** Whether a run of letters, digits, `-` and `_` starts as keys of well-known services do. */
function secretAt(at: usize): u32 {
  const four = load<u32>(at);
  switch (four & 0xffffff) {
    case 0x2d6b73: // sk-
    case 0x786f78: // xox
    case 0x4a7965: // eyJ
    case 0x5f6668: // hf_
      return secret;
    default:
  }
  if ((four & 0xff00ffff) == 0x5f006867) return secret; // gh?_
  switch (four) {
    case 0x41494b41: // AKIA
    case 0x41495341: // ASIA
    case 0x617a4941: // AIza
    case 0x68746967: // gith
    case 0x6c5f6b73: // sk_l
    case 0x6c5f6b72: // rk_l
    case 0x61706c67: // glpa
    case 0x5f6d706e: // npm_
    case 0x70716d61: // amqp
      return secret;
    default:
      return isConnection(four, load<u32>(at, 4)) ? secret : 0;
  }
}

/** What connections to databases and stores start with. */
function isConnection(first: u32, second: u32): bool {
  switch (first) {
    case 0x74736f70: // postgres
      return second == 0x73657267;
    case 0x7173796d: // mysql
      return (second & 0xff) == 0x6c;
    case 0x6972616d: // mariadb
      return (second & 0xffffff) == 0x626461;
    case 0x676e6f6d: // mongodb
      return (second & 0xffffff) == 0x62646f;
    case 0x69646572: // redis
      return (second & 0xff) == 0x73;
    case 0x6f636341: // AccountK
      return second == 0x4b746e75;
    default:
      return false;
  }
}
