import { createReadStream, createWriteStream, promises, rmSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promises as streams, Readable, Transform } from "node:stream";
import { createGunzip } from "node:zlib";
import type { FileHead } from "../core/dataset/run-rules.js";
import type { DatasetFile, FileStamp } from "./dataset-file.js";
import { memoryDatasetFile, openDatasetFile, stampOf } from "./dataset-file.js";
import { removeAtExit } from "./remove-at-exit.js";
import { describeSystemError, systemErrorCode, UserError } from "./user-error.js";

/** How a file's bytes stand for its text, where that is not plain UTF-8. */
type Wrapping = "gzip" | "utf-16le" | "utf-16be";

/**
 * Opens a file for checking, as `openDatasetFile` does; what is compressed with gzip, or is UTF-16
 * text, is first written to a temporary file as plain UTF-8, which `close` removes. Memory is
 * bounded. Throws a `UserError` that says why it cannot be read.
 */
export async function openDataset(location: string, path = location): Promise<DatasetFile> {
  const found = await look(location, path);
  if (found.kind === "stream") return openContent(path, found.content);
  const { wrapping } = found;
  if (wrapping === undefined) return openDatasetFile(location, path);
  const unwrapped = join(tmpdir(), `tunewright-${randomBytes(8).toString("hex")}.jsonl`);
  const keep = removeAtExit(unwrapped);
  const remove = (): void => {
    rmSync(unwrapped, { force: true });
    keep();
  };
  try {
    const target = createWriteStream(unwrapped, { flags: "wx", mode: 0o600 });
    await streams.pipeline(createReadStream(location), unwrapper(wrapping), target);
    const isPlain = wrapping !== "gzip";
    const place = isPlain ? { location, stamp: found.stamp } : undefined;
    return unwrappedFile(openDatasetFile(unwrapped, path), { wrapping, place, remove });
  } catch (error) {
    remove();
    throw asUserError(error, path);
  }
}

/** Takes a dataset from bytes in memory, such as what came through a pipe, unwrapped if need be. */
export async function openContent(path: string, content: Buffer): Promise<DatasetFile> {
  const wrapping = wrappingOfHead(content);
  if (wrapping === undefined) return memoryDatasetFile(path, content);
  const parts: Buffer[] = [];
  try {
    await streams.pipeline(Readable.from([content]), unwrapper(wrapping), async (stream) => {
      for await (const part of stream as AsyncIterable<Buffer>) parts.push(part);
    });
  } catch (error) {
    throw asUserError(error, path);
  }
  const file = memoryDatasetFile(path, Buffer.concat(parts));
  return unwrappedFile(file, { wrapping, place: undefined, remove: () => undefined });
}

/** What lies at a place: a file with its wrapping, or something that can be read only once. */
type Found =
  | { readonly kind: "file"; readonly wrapping: Wrapping | undefined; readonly stamp: FileStamp }
  | { readonly kind: "stream"; readonly content: Buffer };

async function look(location: string, path: string): Promise<Found> {
  try {
    const status = await promises.stat(location);
    const isOnce = !status.isFile() && !status.isDirectory();
    if (isOnce) return { kind: "stream", content: await promises.readFile(location) };
    // Taken before anything is read: what is written later must be noticed.
    const stamp = stampOf(status);
    return {
      kind: "file",
      wrapping: status.isFile() ? await wrappingAt(location) : undefined,
      stamp,
    };
  } catch (error) {
    throw new UserError(describeSystemError(error, path));
  }
}

/** What the first bytes of a file say of it; `undefined` where it is none that can be read. */
export async function headOf(location: string): Promise<FileHead | undefined> {
  try {
    if (!(await promises.stat(location)).isFile()) return undefined;
    const head = await firstBytes(location);
    const wrapping = wrappingOfHead(head);
    const encoding = wrapping === undefined || wrapping === "gzip" ? undefined : "UTF-16";
    return { encoding, hasMark: head.toString("latin1").startsWith("\xef\xbb\xbf") };
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    return undefined;
  }
}

async function wrappingAt(location: string): Promise<Wrapping | undefined> {
  return wrappingOfHead(await firstBytes(location));
}

async function firstBytes(location: string): Promise<Buffer> {
  const file = await promises.open(location, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** JSON starts with an ASCII character: without a mark its zero byte tells UTF-16. */
const heads: readonly (readonly [Wrapping, RegExp])[] = [
  ["gzip", /^\x1f\x8b/],
  ["utf-16le", /^(?:\xff\xfe|[^\0]\0[^\0]\0)/],
  ["utf-16be", /^(?:\xfe\xff|\0[^\0]\0[^\0])/],
];

function wrappingOfHead(head: Buffer): Wrapping | undefined {
  const start = head.toString("latin1", 0, 4);
  return heads.find(([, pattern]) => pattern.test(start))?.[0];
}

function unwrapper(wrapping: Wrapping): Transform {
  if (wrapping === "gzip") return createGunzip();
  // What cannot be decoded must not be lost in silence.
  const decoder = new TextDecoder(wrapping, { fatal: true });
  return new Transform({
    transform: (piece: Buffer, _encoding, done) => {
      decodeInto(done, () => decoder.decode(piece, { stream: true }));
    },
    flush: (done) => decodeInto(done, () => decoder.decode()),
  });
}

type Done = (error: Error | null, data?: Buffer) => void;

function decodeInto(done: Done, decode: () => string): void {
  try {
    done(null, Buffer.from(decode()));
  } catch (error) {
    done(error instanceof Error ? error : new Error(String(error)));
  }
}

interface Unwrapped {
  readonly wrapping: Wrapping;
  /** The file that was unwrapped, where a fixed one may take its place. */
  readonly place: { readonly location: string; readonly stamp: FileStamp } | undefined;
  readonly remove: () => void;
}

function unwrappedFile(file: DatasetFile, { wrapping, place, remove }: Unwrapped): DatasetFile {
  return {
    path: file.path,
    location: place?.location,
    stamp: place?.stamp,
    bytes: file.bytes,
    markBytes: file.markBytes,
    isCompressed: wrapping === "gzip",
    encoding: wrapping === "gzip" ? undefined : "UTF-16",
    readBytes: (target, position) => file.readBytes(target, position),
    byteLines: () => file.byteLines(),
    lineTooLong: (line) => file.lineTooLong(line),
    close() {
      file.close();
      remove();
    },
  };
}

function asUserError(error: unknown, path: string): UserError {
  if (error instanceof UserError) return error;
  const code = systemErrorCode(error);
  if (code === "Z_BUF_ERROR") return new UserError(`${path} is cut: its gzip data ends too early.`);
  if (code === "ERR_ENCODING_INVALID_ENCODED_DATA") {
    return new UserError(`${path} is damaged: it is UTF-16 text with bytes that are not.`);
  }
  if (code?.startsWith("Z_") === true) {
    return new UserError(`${path} is not readable gzip data: its content is damaged.`);
  }
  return new UserError(describeSystemError(error, path));
}
