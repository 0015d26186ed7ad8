import { randomBytes } from "node:crypto";
import { appendFile, mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { systemErrorCode } from "../../data/user-error.js";
import type { Folder, Lock } from "../local/engine/folder.js";
import { LockWatch } from "./file-lock.js";

/** Who may read what is written. */
export type Privacy =
  /** Only who owns it, whatever else is usual: datasets of the person. */
  | "private"
  /** As is usual on this machine: what belongs to a workspace. */
  | "usual";

interface Modes {
  readonly folder: number;
  readonly file: number;
}

const modes: Readonly<Record<Privacy, Modes>> = {
  private: { folder: 0o700, file: 0o600 },
  // What the system's own mask leaves of it.
  usual: { folder: 0o777, file: 0o666 },
};

/** A folder on disk that several processes may use at once. */
export class DiskFolder implements Folder {
  readonly #root: string;
  readonly #locks = new LockWatch();
  readonly #modes: Modes;

  /** `root` is made where it is not there yet. */
  constructor(root: string, privacy: Privacy) {
    this.#root = root;
    this.#modes = modes[privacy];
  }

  async read(name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return unlessMissing(async () => new Uint8Array(await readFile(this.#path(name))));
  }

  async write(name: string, bytes: Uint8Array): Promise<void> {
    const path = this.#path(name);
    await mkdir(dirname(path), { recursive: true, mode: this.#modes.folder });
    const temporary = `${path}.${randomBytes(6).toString("hex")}.tmp`;
    try {
      await writeDurably(temporary, bytes, this.#modes.file);
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  async append(name: string, text: string): Promise<void> {
    const path = this.#path(name);
    await mkdir(dirname(path), { recursive: true, mode: this.#modes.folder });
    await appendFile(path, text, { mode: this.#modes.file });
  }

  async list(name: string): Promise<readonly string[]> {
    return (await unlessMissing(() => readdir(this.#path(name)))) ?? [];
  }

  async remove(name: string): Promise<void> {
    await rm(this.#path(name), { recursive: true, force: true });
  }

  async lock(name: string): Promise<Lock | undefined> {
    const path = this.#path(name);
    await mkdir(dirname(path), { recursive: true, mode: this.#modes.folder });
    return this.#locks.take(path);
  }

  #path(name: string): string {
    return join(this.#root, ...name.split("/"));
  }
}

/** Writes a new file that is on the disk, and not only on its way there, when this resolves. */
async function writeDurably(path: string, bytes: Uint8Array, mode: number): Promise<void> {
  const file = await open(path, "wx", mode);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function unlessMissing<Value>(read: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await read();
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}
