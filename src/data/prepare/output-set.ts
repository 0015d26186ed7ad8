import { copyFileSync, existsSync, linkSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { createHash, randomBytes } from "node:crypto";
import { dirname, join } from "node:path";
import type { OutputFile } from "../output-file.js";
import { outputFile } from "../output-file.js";
import { removeAtExit } from "../remove-at-exit.js";

/** What was written to a file. */
export interface WrittenFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** One of the files of a set. */
export interface SetFile {
  write(bytes: Uint8Array): void;
  /** What was written so far. */
  written(): WrittenFile;
}

interface Member {
  readonly path: string;
  readonly file: OutputFile;
}

/** Files that are all there in the end, or all as they were before. */
export class OutputSet {
  readonly #members: Member[] = [];

  /** Begins a file; one that is there is replaced. Throws a `UserError` where none can be written. */
  add(path: string): SetFile {
    mkdirSync(dirname(path), { recursive: true });
    const file = outputFile(path, { mayReplace: true });
    this.#members.push({ path, file });
    const hashed = hashOnly(path);
    return {
      ...hashed,
      write(piece) {
        file.write(piece);
        hashed.write(piece);
      },
    };
  }

  /** Puts all files in their places. What is there already is put back where one of them fails. */
  commit(): void {
    const done: (() => void)[] = [];
    const backups: (() => void)[] = [];
    try {
      for (const { path, file } of this.#members) {
        const backup = existsSync(path) ? backupOf(path) : undefined;
        if (backup !== undefined) backups.push(backup.remove);
        file.commit();
        done.push(backup === undefined ? () => rmSync(path, { force: true }) : backup.restore);
      }
    } catch (error) {
      for (const undo of done.reverse()) undo();
      this.discard();
      throw error;
    } finally {
      for (const remove of backups) remove();
    }
  }

  discard(): void {
    for (const { file } of this.#members) file.discard();
  }
}

/** What a file would be. */
export function hashOnly(path: string): SetFile {
  const hash = createHash("sha256");
  let bytes = 0;
  return {
    write(piece) {
      hash.update(piece);
      bytes += piece.length;
    },
    written: () => ({ path, bytes, sha256: hash.copy().digest("hex") }),
  };
}

interface Backup {
  readonly restore: () => void;
  readonly remove: () => void;
}

function backupOf(path: string): Backup {
  const place = join(dirname(path), `.tunewright-${randomBytes(8).toString("hex")}.bak`);
  try {
    linkSync(path, place);
  } catch {
    // Not every file system has links.
    copyFileSync(path, place);
  }
  const keep = removeAtExit(place);
  return {
    restore: () => renameSync(place, path),
    remove() {
      rmSync(place, { force: true });
      keep();
    },
  };
}
