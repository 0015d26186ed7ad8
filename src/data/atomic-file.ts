import {
  accessSync,
  chmodSync,
  chownSync,
  closeSync,
  constants,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { randomBytes } from "node:crypto";
import { dirname, join } from "node:path";
import { removeAtExit } from "./remove-at-exit.js";
import type { FileStamp } from "./dataset-file.js";
import { systemErrorCode, UserError } from "./user-error.js";
import { writeAll } from "./write-all.js";

/**
 * A file that replaces another one as a whole or not at all: it is written beside it and renamed
 * at the end. The file's mode stays, its owner where we may give files away, and a symbolic link
 * keeps pointing where it did.
 */
export class AtomicFile {
  /** The file being written. */
  readonly temporaryPath: string;
  /** The file that is replaced; of a link what that points to. */
  readonly targetPath: string;
  readonly #descriptor: number;
  /** Leaves the file that is written to whoever puts it in place, also where the process ends. */
  readonly keep: () => void;
  #isOpen = true;

  constructor(path: string) {
    this.targetPath = realpathSync(path);
    accessSync(this.targetPath, constants.W_OK);
    const name = `.tunewright-${randomBytes(8).toString("hex")}.tmp`;
    this.temporaryPath = join(dirname(this.targetPath), name);
    this.#descriptor = openSync(this.temporaryPath, "wx", 0o600);
    this.keep = removeAtExit(this.temporaryPath);
  }

  write(bytes: Uint8Array): void {
    writeAll(this.#descriptor, bytes);
  }

  /** Ends writing: all is on the disk, with mode and owner of the old file. */
  finish(): void {
    if (!this.#isOpen) return;
    fsyncSync(this.#descriptor);
    this.#close();
    const { mode, uid, gid } = statSync(this.targetPath);
    keepOwner(this.temporaryPath, uid, gid);
    chmodSync(this.temporaryPath, mode & 0o7777);
  }

  /**
   * Puts the new content in place of the old. Throws a `UserError` where the old one is no longer
   * what `stamp` says: somebody has written it meanwhile, and that must not be lost.
   */
  commit(stamp?: FileStamp): void {
    try {
      this.#refuseIfChanged(stamp);
      this.finish();
      renameSync(this.temporaryPath, this.targetPath);
      this.keep();
    } catch (error) {
      this.discard();
      throw error;
    }
  }

  #refuseIfChanged(stamp: FileStamp | undefined): void {
    if (stamp === undefined) return;
    const { size, mtimeMs, ino } = statSync(this.targetPath);
    if (size === stamp.size && mtimeMs === stamp.mtimeMs && ino === stamp.ino) return;
    throw new UserError(`${this.targetPath} was written by another program meanwhile.`);
  }

  /** Leaves the old content as it is. */
  discard(): void {
    this.#close();
    rmSync(this.temporaryPath, { force: true });
    this.keep();
  }

  #close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    closeSync(this.#descriptor);
  }
}

/** A file that is fixed by somebody else, such as root, stays its owner's. */
function keepOwner(path: string, uid: number, gid: number): void {
  try {
    chownSync(path, uid, gid);
  } catch (error) {
    if (systemErrorCode(error) !== "EPERM") throw error;
  }
}
