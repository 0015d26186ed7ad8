/** Reads bytes from a position, as `fs.readSync` does: returns how many were read, 0 at the end. */
export type ReadBytes = (target: Uint8Array, position: number) => number;

/** Consecutive whole lines. Indexes are byte offsets in `bytes`, which is reused by the next batch. */
export interface ByteBatch {
  readonly bytes: Buffer;
  /** The byte offset of `bytes[0]` in the file. */
  readonly fileOffset: number;
  readonly lines: readonly ByteLine[];
}

/** One line as bytes. */
export interface ByteLine {
  readonly start: number;
  /** The end without the line ending. */
  readonly end: number;
  /** The end with the line ending. */
  readonly next: number;
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
/** Small, so that the texts made of a batch die young; larger ones are no faster. */
const batchBytes = 1 << 16;

/**
 * Splits bytes into lines: LF, CRLF and lone CR end a line, and the last line may be empty. Memory
 * is bounded by 64 KiB or the longest line.
 */
export function* byteLines(read: ReadBytes): Generator<ByteBatch> {
  let buffer = Buffer.allocUnsafe(batchBytes);
  let length = 0;
  let fileOffset = 0;
  for (;;) {
    if (length === buffer.length) buffer = enlarged(buffer);
    const count = read(buffer.subarray(length), fileOffset + length);
    length += count;
    const isEnd = count === 0;
    const lines = wholeLines(buffer.subarray(0, length), isEnd);
    const used = lines.at(-1)?.next ?? 0;
    if (lines.length > 0) yield { bytes: buffer, fileOffset, lines };
    if (isEnd) return;
    buffer.copyWithin(0, used, length);
    length -= used;
    fileOffset += used;
  }
}

function enlarged(buffer: Buffer): Buffer<ArrayBuffer> {
  const larger = Buffer.allocUnsafe(buffer.length * 2);
  buffer.copy(larger);
  return larger;
}

/** The lines that are whole; with `isEnd` also what stands behind the last line ending. */
function wholeLines(bytes: Buffer, isEnd: boolean): ByteLine[] {
  const lines: ByteLine[] = [];
  const endings = new LineEndings(bytes);
  let start = 0;
  for (let ending = endings.next(); ending !== undefined; ending = endings.next()) {
    // A carriage return at the very end may be half of a pair.
    const mayGoOn = ending.next === bytes.length && bytes[ending.end] === carriageReturn;
    if (mayGoOn && ending.next === ending.end + 1 && !isEnd) return lines;
    lines.push({ start, ...ending });
    start = ending.next;
  }
  if (isEnd) lines.push({ start, end: bytes.length, next: bytes.length });
  return lines;
}

/** Finds line endings one by one; searches for each of the two characters only as far as needed. */
class LineEndings {
  readonly #bytes: Buffer;
  #feed: number;
  #carriage: number;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#feed = this.#find(lineFeed, 0);
    this.#carriage = this.#find(carriageReturn, 0);
  }

  next(): { readonly end: number; readonly next: number } | undefined {
    const end = Math.min(this.#feed, this.#carriage);
    if (end === Infinity) return undefined;
    const isPair = this.#feed === this.#carriage + 1;
    const next = end + (isPair ? 2 : 1);
    if (this.#feed < next) this.#feed = this.#find(lineFeed, next);
    if (this.#carriage < next) this.#carriage = this.#find(carriageReturn, next);
    return { end, next };
  }

  /** The position of a character from `from` on, `Infinity` where there is none. */
  #find(character: number, from: number): number {
    const found = this.#bytes.indexOf(character, from);
    return found < 0 ? Infinity : found;
  }
}
