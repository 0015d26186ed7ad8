import { createReadStream, createWriteStream } from "node:fs";
import { promises as streams, Transform } from "node:stream";
import * as zlib from "node:zlib";
import { systemErrorCode, UserError } from "../user-error.js";
import type { Packing } from "./source-kind.js";
import { zipMember } from "./zip-member.js";

/** A packed file may hold less than this: more is a mistake or meant to fill the disk. */
export const mostUnpackedBytes = 64 * 1024 ** 3;

export interface Unpacking {
  readonly location: string;
  readonly path: string;
  readonly packing: Packing;
  /** The file that is written. */
  readonly target: string;
  /** Name of the file within an archive; undefined: its only one. */
  readonly member: string | undefined;
}

/**
 * Writes what a packed file holds to another.
 *
 * @returns the name of what was packed, where the archive says it
 * @throws a `UserError` for data that is damaged, cut or larger than {@link mostUnpackedBytes}
 */
export async function unpackSource(unpacking: Unpacking): Promise<string | undefined> {
  const { location, path, packing, target } = unpacking;
  const output = createWriteStream(target, { flags: "wx", mode: 0o600 });
  try {
    if (packing === "zip") {
      const { name, stream } = await zipMember(location, path, unpacking.member);
      await streams.pipeline(stream, limited(path), output);
      return name;
    }
    const unpacker = packing === "gzip" ? zlib.createGunzip() : zstd(path);
    await streams.pipeline(createReadStream(location), unpacker, limited(path), output);
    return undefined;
  } catch (error) {
    throw asUserError(error, path, packing);
  }
}

function zstd(path: string): Transform {
  if (typeof zlib.createZstdDecompress === "function") return zlib.createZstdDecompress();
  throw new UserError(
    `${path}: unpacking .zst needs Node 22.15 or newer; this is ${process.versions.node}.`,
  );
}

function limited(path: string): Transform {
  let bytes = 0;
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      bytes += piece.length;
      if (bytes <= mostUnpackedBytes) return done(null, piece);
      done(
        new UserError(`${path} holds more than ${mostUnpackedBytes} bytes when it is unpacked.`),
      );
    },
  });
}

function asUserError(error: unknown, path: string, packing: Packing): unknown {
  if (error instanceof UserError) return error;
  const code = systemErrorCode(error) ?? "";
  if (code === "Z_BUF_ERROR")
    return new UserError(`${path} is cut: its ${packing} data ends too early.`);
  if (/^(?:Z_|ZSTD|ERR_ZLIB|ERR__ZSTD|ERR_ZSTD)/i.test(code)) {
    return new UserError(`${path} is not readable ${packing} data: its content is damaged.`);
  }
  return error;
}
