import { isUtf8 } from "node:buffer";
import { promises } from "node:fs";

/** How the bytes of a text file stand for its characters. */
export type TextEncoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252" | "mixed";

export interface EncodedText {
  readonly encoding: TextEncoding;
  /** Bytes before the text: the byte order mark. */
  readonly markBytes: number;
  /** Lines (from 1, ended by LF) that are not UTF-8, where the encoding is mixed: the first of them. */
  readonly otherLines: readonly number[];
  /** How many such lines there are. */
  readonly otherLineCount: number;
}

const chunkBytes = 1 << 18;
const lineFeed = 0x0a;
const mostLinesNamed = 1000;

const marks: readonly (readonly [TextEncoding, readonly number[]])[] = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

/**
 * Finds out how a text file is encoded: by its byte order mark, by the zero bytes of UTF-16, else
 * by reading all of it. What is not UTF-8 is Windows-1252, which every byte is; where only some
 * lines are not, each line is read as what it is.
 *
 * @returns undefined where the file is no text: it holds zero bytes that are not UTF-16's
 */
export async function textEncoding(location: string): Promise<EncodedText | undefined> {
  const file = await promises.open(location, "r");
  try {
    const head = await headOf(file);
    const mark = marks.find(([, bytes]) => bytes.every((byte, index) => head[index] === byte));
    const plain = { otherLines: [], otherLineCount: 0 };
    if (mark !== undefined && mark[0] !== "utf-8") {
      return { encoding: mark[0], markBytes: mark[1].length, ...plain };
    }
    const markBytes = mark?.[1].length ?? 0;
    if (head.includes(0)) {
      const encoding = withoutMark(head);
      return encoding === undefined ? undefined : { encoding, markBytes, ...plain };
    }
    if (await isAllUtf8(file)) return { encoding: "utf-8", markBytes, ...plain };
    return { ...(await encodingsOfLines(file)), markBytes };
  } finally {
    await file.close();
  }
}

async function headOf(file: promises.FileHandle): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
  return buffer.subarray(0, bytesRead);
}

/** In UTF-16 the letters, separators and line endings of most tables have one zero byte each. */
function withoutMark(head: Buffer): TextEncoding | undefined {
  let [even, odd] = [0, 0];
  head.forEach((byte, index) => {
    if (byte !== 0) return;
    if (index % 2 === 0) even += 1;
    else odd += 1;
  });
  const half = head.length / 2;
  if (odd > half * 0.4 && even < half * 0.02) return "utf-16le";
  if (even > half * 0.4 && odd < half * 0.02) return "utf-16be";
  return undefined;
}

async function isAllUtf8(file: promises.FileHandle): Promise<boolean> {
  let carried = Buffer.alloc(0);
  for await (const chunk of chunksOf(file, 0)) {
    const bytes = carried.length === 0 ? chunk : Buffer.concat([carried, chunk]);
    const whole = wholeSequences(bytes);
    if (!isUtf8(bytes.subarray(0, whole))) return false;
    carried = Buffer.from(bytes.subarray(whole));
  }
  return isUtf8(carried);
}

/** The length without a character at the end that may go on in the next chunk. */
function wholeSequences(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0xc0) return bytes.length - back;
    if (byte < 0x80) break;
  }
  return bytes.length;
}

async function encodingsOfLines(
  file: promises.FileHandle,
): Promise<Omit<EncodedText, "markBytes">> {
  const otherLines: number[] = [];
  let [otherLineCount, beyondAscii, number] = [0, 0, 0];
  for await (const line of linesOf(chunksOf(file, 0))) {
    number += 1;
    if (!isUtf8(line)) {
      otherLineCount += 1;
      if (otherLines.length < mostLinesNamed) otherLines.push(number);
    } else if (line.some((byte) => byte >= 0x80)) beyondAscii += 1;
  }
  if (beyondAscii === 0) return { encoding: "windows-1252", otherLines: [], otherLineCount };
  return { encoding: "mixed", otherLines, otherLineCount };
}

/** Lines with their LF; memory is bounded by the longest. */
async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, start)) {
      yield Buffer.concat([...parts, chunk.subarray(start, end + 1)]);
      parts = [];
      start = end + 1;
    }
    if (start < chunk.length) parts.push(Buffer.from(chunk.subarray(start)));
  }
  if (parts.length > 0) yield Buffer.concat(parts);
}

async function* chunksOf(file: promises.FileHandle, position: number): AsyncGenerator<Buffer> {
  const target = Buffer.alloc(chunkBytes);
  for (let at = position; ;) {
    const { bytesRead } = await file.read(target, 0, chunkBytes, at);
    if (bytesRead === 0) return;
    yield target.subarray(0, bytesRead);
    at += bytesRead;
  }
}

/**
 * The text of a file in pieces, without its byte order mark.
 *
 * @throws the signal's reason when it is aborted
 */
export async function* decodedText(
  location: string,
  { encoding, markBytes }: EncodedText,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const file = await promises.open(location, "r");
  try {
    const chunks = chunksOf(file, markBytes);
    const pieces = encoding === "mixed" ? mixedText(chunks) : plainText(chunks, encoding);
    for await (const piece of pieces) {
      signal.throwIfAborted();
      if (piece !== "") yield piece;
    }
  } finally {
    await file.close();
  }
}

async function* plainText(chunks: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

async function* mixedText(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const other = new TextDecoder("windows-1252");
  let piece = "";
  for await (const line of linesOf(chunks)) {
    piece += isUtf8(line) ? line.toString("utf8") : other.decode(line);
    if (piece.length < chunkBytes) continue;
    yield piece;
    piece = "";
  }
  yield piece;
}
