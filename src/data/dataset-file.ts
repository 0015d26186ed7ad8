import { closeSync, fstatSync, openSync, readFileSync, readSync } from "node:fs";
import type { ByteSource } from "../core/dataset/line-reader.js";
import type { ByteBatch, ReadBytes } from "./byte-lines.js";
import { byteLines } from "./byte-lines.js";
import { describeSystemError, UserError } from "./user-error.js";

/** What tells two states of a file apart. */
export interface FileStamp {
  readonly size: number;
  readonly mtimeMs: number;
  readonly ino: number;
}

/** The stamp of a file's state. */
export function stampOf({ size, mtimeMs, ino }: FileStamp): FileStamp {
  return { size, mtimeMs, ino };
}

/** A dataset as bytes, read in bounded memory. */
export interface DatasetFile extends ByteSource {
  /** The name shown to people. */
  readonly path: string;
  /** Where it lies on disk; `undefined` where it does not. */
  readonly location: string | undefined;
  /** What it was when it was opened, to notice that somebody else has written it since. */
  readonly stamp: FileStamp | undefined;
  /** Size in bytes. */
  readonly bytes: number;
  /** How many bytes of the first line are a byte order mark: 0 or 3. */
  readonly markBytes: number;
  /** Whether it was unpacked to be read: then a fixed one cannot take its place. */
  readonly isCompressed?: boolean;
  /** All lines as bytes, the byte order mark included. */
  byteLines(): Iterable<ByteBatch>;
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
      return fileAt(descriptor, { location, path, bytes: status.size, stamp: stampOf(status) });
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

class ByteDataset implements DatasetFile {
  readonly path: string;
  readonly location: string | undefined;
  readonly stamp: FileStamp | undefined;
  readonly bytes: number;
  readonly markBytes: number;
  readonly readBytes: ReadBytes;
  readonly close: () => void;

  constructor({ path, location, stamp, bytes, read, close }: ByteAccess) {
    this.path = path;
    this.stamp = stamp;
    this.location = location;
    this.bytes = bytes;
    this.close = close;
    this.readBytes = read;
    const head = Buffer.alloc(4);
    const length = read(head, 0);
    this.markBytes = markLength(head.subarray(0, length));
    const reason = refusal(head.subarray(0, length));
    if (reason !== undefined) {
      close();
      throw new UserError(`${path} ${reason}`);
    }
  }

  byteLines(): Iterable<ByteBatch> {
    return byteLines(this.readBytes);
  }

  lineTooLong(line: number): Error {
    return new UserError(
      `Line ${line + 1} of ${this.path} has more than 512 MiB, which no text can hold.`,
    );
  }
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
