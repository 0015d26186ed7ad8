/** Reads bytes from a position, as `fs.readSync` does: returns how many were read, 0 at the end. */
export type ReadBytes = (target: Buffer, position: number) => number;

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
const batchBytes = 4 << 20;

/**
 * Splits bytes into lines: LF, CRLF and lone CR end a line, and the last line may be empty. Memory
 * is bounded by 4 MiB or the longest line.
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
  let start = 0;
  let feed = bytes.indexOf(lineFeed);
  let carriage = bytes.indexOf(carriageReturn);
  while (feed >= 0 || carriage >= 0) {
    const isFeedFirst = feed >= 0 && (carriage < 0 || feed < carriage);
    const end = isFeedFirst ? feed : carriage;
    const isPair = !isFeedFirst && feed === carriage + 1;
    const next = isPair ? end + 2 : end + 1;
    // A carriage return at the very end may be half of a pair.
    if (!isFeedFirst && next === bytes.length && !isPair && !isEnd) return lines;
    lines.push({ start, end, next });
    start = next;
    if (feed >= 0 && feed < next) feed = bytes.indexOf(lineFeed, next);
    if (carriage >= 0 && carriage < next) carriage = bytes.indexOf(carriageReturn, next);
  }
  if (isEnd) lines.push({ start, end: bytes.length, next: bytes.length });
  return lines;
}
