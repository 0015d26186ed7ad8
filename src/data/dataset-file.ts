import { isUtf8 } from "node:buffer";
import { closeSync, fstatSync, openSync, readFileSync, readSync } from "node:fs";
import type { LineSource } from "../core/dataset/check-dataset.js";
import type { ByteBatch, ByteLine, ReadBytes } from "./byte-lines.js";
import { byteLines, splitBytes } from "./byte-lines.js";
import { describeSystemError, UserError } from "./user-error.js";

/** What tells two states of a file apart. */
export interface FileStamp {
  readonly size: number;
  readonly mtimeMs: number;
  readonly ino: number;
}

/** A dataset as bytes, read in bounded memory: 1 byte per line besides the lines in hand. */
export interface DatasetFile extends LineSource {
  /** The name shown to people. */
  readonly path: string;
  /** Where it lies on disk; `undefined` where it does not. */
  readonly location: string | undefined;
  /** What it was when it was opened, to notice that somebody else has written it since. */
  readonly stamp: FileStamp | undefined;
  /** Size in bytes. */
  readonly bytes: number;
  /** The first line (from 0) that holds bytes which are not UTF-8. Known after `read` has ended. */
  readonly firstBadLine: number | undefined;
  /** How many bytes of the first line are a byte order mark: 0 or 3. */
  readonly markBytes: number;
  /** All lines as bytes, the byte order mark included. */
  readBytes(): Iterable<ByteBatch>;
  /**
   * The byte offset of a UTF-16 offset in a line's text, right also behind bad bytes. The text
   * starts behind a byte order mark.
   */
  byteOffset(line: number, offset: number): number;
  /** How many lines `read` has given so far. */
  readonly lines: number;
  /** How many bytes `read` has given so far. */
  readonly bytesRead: number;
  close(): void;
}

/**
 * Opens a file for checking; `path` is the name that people are shown. What cannot be read twice,
 * such as a pipe, is taken into memory. Throws a `UserError` that says why it cannot be read.
 */
export function openDatasetFile(location: string, path = location): DatasetFile {
  try {
    const descriptor = openSync(location, "r");
    const status = fstatSync(descriptor);
    if (status.isFile()) {
      const { size, mtimeMs, ino } = status;
      return fileAt(descriptor, { location, path, bytes: size, stamp: { size, mtimeMs, ino } });
    }
    try {
      return memoryDatasetFile(path, readFileSync(descriptor));
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(describeSystemError(error, path));
  }
}

function fileAt(descriptor: number, named: Omit<ByteAccess, "read" | "close">): DatasetFile {
  return new ByteDataset({
    ...named,
    read: (target, position) => readSync(descriptor, target, 0, target.length, position),
    close: () => closeSync(descriptor),
  });
}

/** A dataset whose bytes are in memory, such as what came through a pipe. */
export function memoryDatasetFile(path: string, content: Buffer): DatasetFile {
  return new ByteDataset({
    path,
    location: undefined,
    stamp: undefined,
    bytes: content.length,
    read: (target, position) => content.copy(target, 0, position),
    close: () => undefined,
  });
}

interface ByteAccess {
  readonly path: string;
  readonly location: string | undefined;
  readonly stamp: FileStamp | undefined;
  readonly bytes: number;
  readonly read: ReadBytes;
  readonly close: () => void;
}

const linesPerGroup = 8;

/** What V8 can put into one string. */
const longestLine = 0x1fff_ffe8;

/** Eight lines with their bytes. */
interface LineGroup {
  readonly index: number;
  readonly bytes: Buffer;
  readonly lines: readonly ByteLine[];
  /** Where the group starts in the file. */
  readonly from: number;
}

class ByteDataset implements DatasetFile {
  readonly path: string;
  readonly location: string | undefined;
  readonly stamp: FileStamp | undefined;
  readonly bytes: number;
  readonly markBytes: number;
  readonly close: () => void;
  firstBadLine: number | undefined;
  lines = 0;
  bytesRead = 0;
  readonly #readBytes: ReadBytes;
  /** The byte offset of every eighth line. */
  #groupStarts = new Float64Array(1024);
  #group: LineGroup | undefined;

  constructor({ path, location, stamp, bytes, read, close }: ByteAccess) {
    this.path = path;
    this.stamp = stamp;
    this.location = location;
    this.bytes = bytes;
    this.close = close;
    this.#readBytes = read;
    const head = Buffer.alloc(4);
    const length = read(head, 0);
    this.markBytes = markLength(head.subarray(0, length));
    const reason = refusal(head.subarray(0, length));
    if (reason !== undefined) {
      close();
      throw new UserError(`${path} ${reason}`);
    }
  }

  *read(): Iterable<readonly string[]> {
    this.lines = 0;
    this.#group = undefined;
    this.firstBadLine = undefined;
    for (const batch of this.readBytes()) yield this.#texts(batch);
  }

  readBytes(): Iterable<ByteBatch> {
    return byteLines(this.#readBytes);
  }

  lineText(line: number): string {
    const [bytes, { start, end }] = this.#lineAt(line);
    const textStart = line === 0 ? start + this.markBytes : start;
    return this.#decoded(bytes, textStart, end);
  }

  byteOffset(line: number, offset: number): number {
    const [bytes, { start, end }, groupOffset] = this.#lineAt(line);
    const textStart = line === 0 ? start + this.markBytes : start;
    return groupOffset + textStart + bytesBefore(bytes.subarray(textStart, end), offset);
  }

  /** A line with the bytes of its group, and where the group starts. */
  #lineAt(line: number): readonly [Buffer, ByteLine, number] {
    const { bytes, lines, from } = this.#groupOf(line);
    const place = lines[line % linesPerGroup];
    return [bytes, place ?? { start: bytes.length, end: bytes.length, next: bytes.length }, from];
  }

  /** Reads a line's group again, unless it was the last one asked for. */
  #groupOf(line: number): LineGroup {
    const index = Math.floor(line / linesPerGroup);
    if (this.#group?.index === index) return this.#group;
    const from = this.#groupStarts[index] ?? this.bytesRead;
    const isLast = (index + 1) * linesPerGroup >= this.lines;
    const to = isLast ? this.bytesRead : (this.#groupStarts[index + 1] ?? this.bytesRead);
    const buffer = Buffer.allocUnsafe(to - from);
    const bytes = buffer.subarray(0, this.#readBytes(buffer, from));
    const group = { index, bytes, lines: splitBytes(bytes), from };
    // While the file is still being read its last group may grow.
    this.#group = isLast ? undefined : group;
    return group;
  }

  #texts({ bytes, fileOffset, lines }: ByteBatch): string[] {
    const used = lines.at(-1)?.next ?? 0;
    if (this.firstBadLine === undefined && !isUtf8(bytes.subarray(0, used))) {
      const bad = lines.findIndex(({ start, end }) => !isUtf8(bytes.subarray(start, end)));
      if (bad >= 0) this.firstBadLine = this.lines + bad;
    }
    const texts = lines.map(({ start, end }) => {
      this.#remember(fileOffset + start);
      const textStart = this.lines === 1 ? start + this.markBytes : start;
      return this.#decoded(bytes, textStart, end);
    });
    this.bytesRead = fileOffset + used;
    return texts;
  }

  #decoded(bytes: Buffer, start: number, end: number): string {
    if (end - start <= longestLine) return bytes.toString("utf8", start, end);
    throw new UserError(`${this.path} has a line of more than 512 MiB, which no text can hold.`);
  }

  #remember(start: number): void {
    const group = this.lines / linesPerGroup;
    if (group === this.#groupStarts.length) {
      const larger = new Float64Array(this.#groupStarts.length * 2);
      larger.set(this.#groupStarts);
      this.#groupStarts = larger;
    }
    if (Number.isInteger(group)) this.#groupStarts[group] = start;
    this.lines += 1;
  }
}

/**
 * How many bytes stand before a UTF-16 offset of what they decode to: the longest beginning that
 * decodes to no more. Bytes that are not UTF-8 decode to U+FFFD, one for one or several.
 */
function bytesBefore(content: Buffer, offset: number): number {
  if (isUtf8(content)) return Buffer.byteLength(content.toString("utf8").slice(0, offset));
  let low = 0;
  let high = content.length;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (content.toString("utf8", 0, middle).length <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function markLength(head: Buffer): number {
  return head.length >= 3 && head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
}

/** Why a file with this beginning is not a JSONL text we can read. */
function refusal(head: Buffer): string | undefined {
  const start = head.toString("latin1");
  if (start.startsWith("\xff\xfe") || start.startsWith("\xfe\xff")) {
    return "is UTF-16 text; save it as UTF-8.";
  }
  if (start.startsWith("\x1f\x8b")) return "is compressed with gzip; unpack it first.";
  if (start.startsWith("PK\x03\x04")) return "is a ZIP archive or a spreadsheet, not JSONL text.";
  if (start === "PAR1") return "is a Parquet file, not JSONL text.";
  return undefined;
}
