import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
} from "node:fs";
import { randomBytes } from "node:crypto";
import { dirname, join } from "node:path";
import { AtomicFile } from "./atomic-file.js";
import type { FileStamp } from "./dataset-file.js";
import { removeAtExit } from "./remove-at-exit.js";
import { describeSystemError, systemErrorCode, UserError } from "./user-error.js";
import { writeAll } from "./write-all.js";

/** A file that is there as a whole in the end, or as it was before. */
export interface OutputFile {
  /** Where it is written until it is put in its place. */
  readonly temporaryPath: string;
  /** Its place; of a link what that points to. */
  readonly targetPath: string;
  write(bytes: Uint8Array): void;
  /** Ends writing: all is on the disk, as it shall be. `commit` does it where it was not done. */
  finish(): void;
  /** Leaves the temporary file to whoever puts it in place, also where the process ends. */
  keep(): void;
  /**
   * Throws a `UserError` where somebody else has written the file meanwhile: since `stamp` was taken
   * of one that is replaced.
   */
  commit(stamp?: FileStamp): void;
  discard(): void;
}

/**
 * Begins a file. Throws a `UserError` where there is one that may not be replaced, or where none
 * can be written.
 */
export function outputFile(path: string, { mayReplace }: { mayReplace: boolean }): OutputFile {
  const isThere = existsSync(path);
  if (isThere && !mayReplace) throw new UserError(`${path} exists already.`);
  try {
    return isThere ? new AtomicFile(path) : new NewFile(path);
  } catch (error) {
    const folder = systemErrorCode(error) === "ENOENT" ? dirname(path) : path;
    throw new UserError(describeSystemError(error, folder));
  }
}

/** A file that is written beside its place and appears there when it is finished. */
class NewFile implements OutputFile {
  readonly targetPath: string;
  readonly temporaryPath: string;
  readonly #descriptor: number;
  readonly keep: () => void;
  #isOpen = true;

  constructor(path: string) {
    this.targetPath = path;
    this.temporaryPath = join(dirname(path), `.tunewright-${randomBytes(8).toString("hex")}.tmp`);
    this.#descriptor = openSync(this.temporaryPath, "wx", 0o600);
    this.keep = removeAtExit(this.temporaryPath);
  }

  write(bytes: Uint8Array): void {
    writeAll(this.#descriptor, bytes);
  }

  finish(): void {
    if (!this.#isOpen) return;
    fsyncSync(this.#descriptor);
    this.#close();
    chmodSync(this.temporaryPath, 0o666 & ~process.umask());
  }

  commit(): void {
    try {
      this.finish();
      appear(this.temporaryPath, this.targetPath);
    } finally {
      this.discard();
    }
  }

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

/** Gives a file its name where nothing has it: a link, unlike a new name, replaces nothing that has come there meanwhile. */
export function appear(temporaryPath: string, path: string): void {
  try {
    linkSync(temporaryPath, path);
  } catch (error) {
    if (systemErrorCode(error) === "EEXIST" || existsSync(path)) {
      throw new UserError(`${path} was written by another program meanwhile.`);
    }
    // Not every file system has links.
    renameSync(temporaryPath, path);
  }
}
