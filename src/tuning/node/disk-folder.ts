import { randomBytes } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { appendFile, mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Folder, Lock } from "../local/engine/folder.js";
import { LockWatch, unlessMissing } from "./file-lock.js";

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

const temporaryEnding = ".tmp";
const abandonedAfterMs = 3_600_000;

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
    await this.#replace(name, (file) => file.writeFile(bytes));
  }

  async writePieces(name: string, pieces: AsyncIterable<Uint8Array>): Promise<number> {
    let bytes = 0;
    await this.#replace(name, async (file) => {
      for await (const piece of pieces) {
        await file.writeFile(piece);
        bytes += piece.length;
      }
    });
    return bytes;
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
    const lock = await this.#locks.take(path);
    if (lock !== undefined) await removeAbandoned(dirname(path));
    return lock;
  }

  /** Writes a file under another name, which becomes its own when all is on the disk. */
  async #replace(name: string, fill: (file: FileHandle) => Promise<void>): Promise<void> {
    const path = this.#path(name);
    await mkdir(dirname(path), { recursive: true, mode: this.#modes.folder });
    const temporary = `${path}.${randomBytes(6).toString("hex")}${temporaryEnding}`;
    try {
      await writeDurably(temporary, fill, this.#modes.file);
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  #path(name: string): string {
    return join(this.#root, ...name.split("/"));
  }
}

/** Writes a new file that is on the disk, and not only on its way there, when this resolves. */
async function writeDurably(
  path: string,
  fill: (file: FileHandle) => Promise<void>,
  mode: number,
): Promise<void> {
  const file = await open(path, "wx", mode);
  try {
    await fill(file);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Removes what writers have left behind who died: nobody needs so long for a file. */
async function removeAbandoned(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(temporaryEnding));
  for (const path of names.map((name) => join(folder, name))) {
    const info = await unlessMissing(() => stat(path));
    const ageMs = Date.now() - (info?.mtimeMs ?? Date.now());
    if (ageMs > abandonedAfterMs) await rm(path, { force: true });
  }
}
