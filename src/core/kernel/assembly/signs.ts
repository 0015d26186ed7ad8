// Signs beyond ASCII with which people end prompts and completions. `text-signs.ts` one folder up
// has the same ones and says why.

/**
 * The sign of three bytes in UTF-8 that ends at `end`, as its code point; 0 where none does, or it
 * starts before `least`.
 */
export function signBefore(least: usize, end: usize): u32 {
  if (end - least < 3) return 0;
  const lead = <u32>load<u8>(end - 3);
  const second = <u32>load<u8>(end - 2);
  const third = <u32>load<u8>(end - 1);
  if ((lead & 0xf0) != 0xe0 || (second & 0xc0) != 0x80 || (third & 0xc0) != 0x80) return 0;
  const code = ((lead & 0x0f) << 12) | ((second & 0x3f) << 6) | (third & 0x3f);
  return isSymbol(code) || isPunctuation(code) ? code : 0;
}

/** The code point of three bytes that are known to be a sign. */
export function signAt(at: usize): u32 {
  return (
    (((<u32>load<u8>(at)) & 0x0f) << 12) |
    (((<u32>load<u8>(at, 1)) & 0x3f) << 6) |
    ((<u32>load<u8>(at, 2)) & 0x3f)
  );
}

export function isSymbol(code: u32): bool {
  return (
    isIn(code, 0x2190, 0x245f) ||
    isIn(code, 0x2500, 0x2775) ||
    isIn(code, 0x2794, 0x27ff) ||
    isIn(code, 0x2900, 0x2bff)
  );
}

function isPunctuation(code: u32): bool {
  if (code < 0x3000) {
    return isIn(code, 0x2010, 0x2027) || isIn(code, 0x2030, 0x205e) || isIn(code, 0x2e00, 0x2e7f);
  }
  if (code < 0xfe00) {
    return (
      isIn(code, 0x3001, 0x3003) || isIn(code, 0x3008, 0x3020) || code == 0x3030 || code == 0x303d
    );
  }
  return (
    code == 0xfe0f ||
    isIn(code, 0xff01, 0xff0f) ||
    isIn(code, 0xff1a, 0xff20) ||
    isIn(code, 0xff3b, 0xff40) ||
    isIn(code, 0xff5b, 0xff65) ||
    isIn(code, 0xffe8, 0xffee)
  );
}

/** What ends plain sentences. */
export function signEndsSentence(code: u32): bool {
  if (signPartsSentences(code)) return true;
  switch (code) {
    case 0x2039:
    case 0x203a:
    case 0x203c:
    case 0x203d:
    case 0x2047:
    case 0x2048:
    case 0x2049:
    case 0x301d:
      return true;
    default:
      return isIn(code, 0x2018, 0x201f);
  }
}

/** Behind which a word starts although no blank stands there. */
export function signPartsSentences(code: u32): bool {
  switch (code) {
    case 0x201d:
    case 0x2025:
    case 0x2026:
    case 0x3001:
    case 0x3002:
    case 0x3009:
    case 0x300b:
    case 0x300d:
    case 0x300f:
    case 0x301e:
    case 0x301f:
    case 0xff01:
    case 0xff02:
    case 0xff07:
    case 0xff09:
    case 0xff0c:
    case 0xff0e:
    case 0xff1b:
    case 0xff1f:
    case 0xff61:
    case 0xff63:
    case 0xff64:
      return true;
    default:
      return false;
  }
}

/** With which a word starts although no blank stands before it: brackets that open. */
export function signOpensBracket(code: u32): bool {
  switch (code) {
    case 0x3008:
    case 0x300a:
    case 0x300c:
    case 0x300e:
    case 0x3010:
    case 0x3014:
    case 0x3016:
    case 0x3018:
    case 0x301a:
    case 0xff08:
    case 0xff3b:
    case 0xff5b:
    case 0xff62:
      return true;
    default:
      return false;
  }
}

function isIn(code: u32, first: u32, last: u32): bool {
  return code - first <= last - first;
}
