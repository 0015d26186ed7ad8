import type { LineScanner, ScannedLines } from "../kernel/line-scanner.js";
import { offsetColumn } from "./growing-column.js";
import { characterBytes, decodeUtf8 } from "./utf8.js";

/** A dataset as bytes: a file, or text in memory. */
export interface ByteSource {
  /** Size in bytes; a guess will do. */
  readonly bytes: number;
  /** Reads bytes from a position into the target. Returns how many, 0 at the end. */
  readBytes(target: Uint8Array, position: number): number;
  /** What the text was written in before it was made UTF-8, where it was not. */
  readonly encoding?: string | undefined;
  /** The error for a line that is longer than any text can be. */
  lineTooLong(line: number): Error;
}

/** Lines that were scanned together. Valid until the next ones are read. */
export interface LineBatch {
  readonly lines: ScannedLines;
  /** Whether the last of the lines is the last of all. */
  readonly isEnd: boolean;
  /** The text of one of the lines, from 0, without line ending. */
  text(index: number): string;
}

/** The lines of a dataset, which can be read again and again. */
export interface DatasetLines {
  /** All lines from the first, in batches. */
  read(): Iterable<LineBatch>;
  /** The text of a line that has been read. */
  lineText(line: number): string;
}

/** What V8 can put into one string. */
const longestLine = 0x1fff_ffe8;
const linesPerGroup = 8;

/** Eight lines with their bytes. */
interface LineGroup {
  readonly index: number;
  /** Where it ended in the source when it was read: the last group grows while there is more. */
  readonly to: number;
  readonly bytes: Uint8Array;
  /** Where each line starts and ends in `bytes`, without its line ending. */
  readonly places: readonly (readonly [start: number, end: number])[];
  /** Where the group starts in the source. */
  readonly from: number;
}

/** A place between two characters of a line. */
interface PlaceInLine {
  readonly line: number;
  /** The bytes of its group: others hold another line. */
  readonly bytes: Uint8Array;
  /** UTF-16 units before it. */
  readonly units: number;
  /** Bytes before it. */
  readonly at: number;
}

/**
 * Reads the lines of a dataset of any size, in memory for a batch of 256 KiB or the longest line,
 * and finds lines that were read again. LF, CRLF and lone CR end a line, and the last line may be
 * empty; a byte order mark belongs to no line.
 */
export class LineReader implements DatasetLines {
  /** How many lines have been read so far, and how many bytes they take. */
  lines = 0;
  bytesRead = 0;
  /** How many bytes a byte order mark takes: 0 or 3. */
  readonly markBytes: number;
  readonly source: ByteSource;
  readonly #scanner: LineScanner;
  /** The byte offset of every eighth line. */
  readonly #groupStarts: ReturnType<typeof offsetColumn>;
  #group: LineGroup | undefined;
  /** The place asked for last: findings of a line are asked about in its order. */
  #place: PlaceInLine | undefined;

  constructor(source: ByteSource, scanner: LineScanner) {
    this.source = source;
    this.#scanner = scanner;
    // One line in eight, if lines are about 250 bytes long.
    this.#groupStarts = offsetColumn(Math.ceil(source.bytes / 2_000));
    const head = new Uint8Array(3);
    readFully(source, head, 0);
    this.markBytes = head.join() === "239,187,191" ? 3 : 0;
  }

  /** The scanner that reads the lines. */
  get scanner(): LineScanner {
    return this.#scanner;
  }

  /** All lines from the first, in batches. */
  *read(): Generator<LineBatch> {
    const scanner = this.#scanner;
    this.lines = 0;
    this.bytesRead = 0;
    this.#group = undefined;
    let length = 0;
    let fileOffset = this.markBytes;
    for (;;) {
      if (length === scanner.input.length) this.#makeRoom(length);
      // Filled to the brim, because what a scan leaves is scanned again.
      length += readFully(this.source, scanner.input.subarray(length), fileOffset + length);
      const isEnd = length < scanner.input.length;
      let from = 0;
      for (;;) {
        const lines = scanner.scan(from, length, isEnd);
        from = scanner.consumed;
        this.#remember(lines, fileOffset);
        this.bytesRead = fileOffset + from;
        if (lines.length === 0) break;
        const isLast = scanner.isDone;
        yield { lines, isEnd: isLast, text: (index) => textOf(lines, index) };
        if (isLast) return;
      }
      scanner.input.copyWithin(0, from, length);
      length -= from;
      fileOffset += from;
    }
  }

  /** The text of a line that has been read. */
  lineText(line: number): string {
    const { bytes, places } = this.#groupOf(line);
    const [start, end] = places[line % linesPerGroup] ?? [0, 0];
    return decodeUtf8(bytes.subarray(start, end));
  }

  /**
   * The byte offset of a UTF-16 offset in a line's text, right also behind bytes that are not
   * UTF-8.
   */
  byteOffset(line: number, offset: number): number {
    const { bytes, places, from } = this.#groupOf(line);
    const [start, end] = places[line % linesPerGroup] ?? [bytes.length, bytes.length];
    const before = this.#place;
    const isBehind = before?.line === line && before.bytes === bytes && before.units <= offset;
    const place = isBehind ? before : { line, bytes, units: 0, at: 0 };
    this.#place = placeAt(place, bytes.subarray(start, end), offset);
    // The offset may be one between the two halves of a pair: then three of its four bytes count.
    return from + start + this.#place.at - (this.#place.units > offset ? 1 : 0);
  }

  #makeRoom(length: number): void {
    if (length >= longestLine) throw this.source.lineTooLong(this.lines);
    this.#scanner.grow(Math.min(length * 2, longestLine));
  }

  #remember(lines: ScannedLines, fileOffset: number): void {
    const first = Math.ceil(this.lines / linesPerGroup) * linesPerGroup;
    for (let line = first; line < this.lines + lines.length; line += linesPerGroup) {
      this.#groupStarts.set(line / linesPerGroup, fileOffset + lines.start(line - this.lines));
    }
    this.lines += lines.length;
  }

  /** Reads a line's group again, unless it was the last one asked for. */
  #groupOf(line: number): LineGroup {
    const index = Math.floor(line / linesPerGroup);
    const from = this.#groupStarts.get(index);
    const isLast = (index + 1) * linesPerGroup >= this.lines;
    const to = isLast ? this.bytesRead : this.#groupStarts.get(index + 1);
    if (this.#group?.index === index && this.#group.to === to) return this.#group;
    const bytes = new Uint8Array(to - from);
    const length = readFully(this.source, bytes, from);
    this.#group = { index, to, bytes, places: placesIn(bytes.subarray(0, length)), from };
    return this.#group;
  }
}

/** Reads until the target is full or the source at its end. Returns how many bytes were read. */
export function readFully(source: ByteSource, target: Uint8Array, position: number): number {
  let length = 0;
  for (let count = -1; count !== 0 && length < target.length; length += count) {
    count = source.readBytes(target.subarray(length), position + length);
  }
  return length;
}

function textOf(lines: ScannedLines, index: number): string {
  return decodeUtf8(lines.tape.bytes.subarray(lines.start(index), lines.end(index)));
}

function placesIn(bytes: Uint8Array): readonly (readonly [number, number])[] {
  const places: [number, number][] = [];
  let start = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte !== 0x0a && byte !== 0x0d) continue;
    places.push([start, at]);
    if (byte === 0x0d && bytes[at + 1] === 0x0a) at += 1;
    start = at + 1;
  }
  places.push([start, bytes.length]);
  return places;
}

/** Goes on from a place in a line to the first character that starts at an offset or behind it. */
function placeAt(from: PlaceInLine, content: Uint8Array, offset: number): PlaceInLine {
  let { at, units } = from;
  while (units < offset && at < content.length) {
    const length = characterBytes(content, at);
    at += length;
    units += length === 4 ? 2 : 1;
  }
  return { ...from, at, units };
}

/** A text in memory as a source. */
export function textSource(text: string): ByteSource {
  const content = new TextEncoder().encode(text);
  return {
    bytes: content.length,
    readBytes(target, position) {
      const part = content.subarray(position, position + target.length);
      target.set(part);
      return part.length;
    },
    lineTooLong: (line) => new RangeError(`Line ${line + 1} is too long.`),
  };
}
