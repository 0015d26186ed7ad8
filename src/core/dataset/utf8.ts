const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const strictDecoder = new TextDecoder("utf-8", { ignoreBOM: true, fatal: true });

/** Decodes bytes; what is not UTF-8 becomes U+FFFD. */
export function decodeUtf8(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/** Whether bytes are UTF-8. */
export function isUtf8(bytes: Uint8Array): boolean {
  try {
    strictDecoder.decode(bytes);
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** How many bytes a text takes in UTF-8; a lone surrogate takes three, as U+FFFD. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    const isPair = (unit & 0xfc00) === 0xd800 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00;
    bytes += unit < 0x800 ? 1 : 2;
    if (isPair) i += 1;
  }
  return bytes;
}

/**
 * How many bytes the character at `at` takes. Where the bytes are not UTF-8: as many as decode to
 * one U+FFFD together, which are at most three (https://encoding.spec.whatwg.org/#utf-8-decoder).
 */
export function characterBytes(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80 || !mayStart(first, bytes[at + 1] ?? 0)) return 1;
  const wanted = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  let length = 2;
  while (length < wanted && isContinuation(bytes[at + length] ?? 0)) length += 1;
  return length;
}

/** Whether a character of several bytes may start with these two. */
function mayStart(first: number, second: number): boolean {
  if (!isContinuation(second)) return false;
  switch (first) {
    case 0xe0:
      return second >= 0xa0;
    case 0xed:
      return second < 0xa0;
    case 0xf0:
      return second >= 0x90;
    case 0xf4:
      return second < 0x90;
    default:
      return first >= 0xc2 && first <= 0xf4;
  }
}

function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}
