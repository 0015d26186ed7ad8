import { createHash } from "node:crypto";
import { createReadStream, openAsBlob } from "node:fs";
import { isAbsolute, join, relative, sep } from "node:path";
import { describeSystemError, systemErrorCode, UserError } from "../../data/user-error.js";
import type { RunLaunchFile, RunSplit } from "../runs/run-file.js";

const lineFeed = 0x0a;
const blanks: ReadonlySet<number> = new Set([0x09, 0x0d, 0x20]);

/** Describes a file for a run: its hash, its size, its lines that are not blank. */
export async function describeSplit(path: string, folder: string): Promise<RunSplit> {
  const hash = createHash("sha256");
  const lines = new LineCount();
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(path)) {
      // A stream without an encoding gives buffers.
      const piece = chunk as Buffer;
      hash.update(piece);
      bytes += piece.length;
      lines.add(piece);
    }
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    throw new UserError(describeSystemError(error, path));
  }
  return {
    path: pathFrom(folder, path),
    sha256: hash.digest("hex"),
    bytes,
    records: lines.end(),
    remoteId: null,
  };
}

/** Describes a launch file for a run: its whole path becomes one as the folder sees it. */
export function describeLaunchFile(
  launchFile: RunLaunchFile | undefined,
  folder: string,
): RunLaunchFile | null {
  return launchFile === undefined
    ? null
    : { ...launchFile, path: pathFrom(folder, launchFile.path) };
}

/** Counts lines that are not blank. */
class LineCount {
  #count = 0;
  #isBlank = true;

  add(piece: Uint8Array): void {
    for (const byte of piece) {
      if (byte === lineFeed) this.end();
      else if (this.#isBlank) this.#isBlank = blanks.has(byte);
    }
  }

  /** Ends a line. Returns how many there were. */
  end(): number {
    if (!this.#isBlank) this.#count += 1;
    this.#isBlank = true;
    return this.#count;
  }
}

/** The content of a run's file, or `undefined` where it is gone or no longer the same. */
export async function openSplit(split: RunSplit, folder: string): Promise<Blob | undefined> {
  const path = isAbsolute(split.path) ? split.path : join(folder, ...split.path.split("/"));
  try {
    const now = await describeSplit(path, folder);
    return now.sha256 === split.sha256 ? await openAsBlob(path) : undefined;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** A path inside the folder as the folder sees it, another as it is. */
function pathFrom(folder: string, path: string): string {
  const inside = relative(folder, path);
  const isOutside = inside.startsWith("..") || isAbsolute(inside);
  return isOutside ? path : inside.split(sep).join("/");
}
