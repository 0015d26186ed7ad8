import {
  chmodSync,
  closeSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { randomBytes } from "node:crypto";
import { basename, dirname, join } from "node:path";

/**
 * A file that replaces another one as a whole or not at all: it is written beside it and renamed
 * at the end. The file's mode stays, and a symbolic link keeps pointing where it did.
 */
export class AtomicFile {
  /** The file being written. */
  readonly temporaryPath: string;
  readonly #target: string;
  readonly #descriptor: number;
  #isOpen = true;

  constructor(path: string) {
    this.#target = realpathSync(path);
    const unique = randomBytes(6).toString("hex");
    const name = `.${basename(this.#target)}.${unique}.tmp`;
    this.temporaryPath = join(dirname(this.#target), name);
    this.#descriptor = openSync(this.temporaryPath, "wx", 0o600);
  }

  write(bytes: Uint8Array): void {
    let written = 0;
    while (written < bytes.length) {
      written += writeSync(this.#descriptor, bytes, written, bytes.length - written);
    }
  }

  /** Puts the new content in place of the old. */
  commit(): void {
    try {
      fsyncSync(this.#descriptor);
      this.#close();
      chmodSync(this.temporaryPath, statSync(this.#target).mode & 0o7777);
      renameSync(this.temporaryPath, this.#target);
    } catch (error) {
      this.discard();
      throw error;
    }
  }

  /** Leaves the old content as it is. */
  discard(): void {
    this.#close();
    rmSync(this.temporaryPath, { force: true });
  }

  #close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    closeSync(this.#descriptor);
  }
}
