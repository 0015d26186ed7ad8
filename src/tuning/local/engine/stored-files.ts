import type { FileObject } from "openai/resources/files";
import type { Folder, Lock } from "./folder.js";
import { readJson, writeJson } from "./folder.js";
import { newId } from "./ids.js";

/** A content that has arrived. One of these has to be called. */
export interface ReceivedFile {
  keep(filename: string, purpose: FileObject["purpose"]): Promise<FileObject>;
  discard(): Promise<void>;
}

interface Kept {
  readonly id: string;
  readonly bytes: number;
  readonly name: string;
  readonly purpose: FileObject["purpose"];
}

/** The files that were uploaded, and those that trainings leave behind. */
export class StoredFiles {
  readonly #folder: Folder;
  readonly #now: () => number;

  /** `now` gives milliseconds since 1970. */
  constructor(folder: Folder, now: () => number) {
    this.#folder = folder;
    this.#now = now;
  }

  async add(
    filename: string,
    bytes: Uint8Array,
    purpose: FileObject["purpose"],
  ): Promise<FileObject> {
    const received = await this.receive(only(bytes));
    return received.keep(filename, purpose);
  }

  /** Takes a content that arrives. It is no file before it is kept; rejects with what `pieces` throws. */
  async receive(pieces: AsyncIterable<Uint8Array>): Promise<ReceivedFile> {
    const id = newId("file");
    // Who starts an engine meanwhile sees that somebody is at it.
    const lock = await this.#folder.lock(lockName(id));
    const discard = async (): Promise<void> => {
      await this.#folder.remove(`files/${id}`);
      await lock?.release();
    };
    try {
      const bytes = await this.#folder.writePieces(contentName(id), pieces);
      return { discard, keep: (name, purpose) => this.#keep({ id, bytes, name, purpose }, lock) };
    } catch (error) {
      await discard();
      throw error;
    }
  }

  /** Removes what uploads have left behind whose process was killed. */
  async removeAbandoned(): Promise<void> {
    for (const id of await this.#folder.list("files")) {
      if (!isFileId(id) || (await this.find(id)) !== undefined) continue;
      const lock = await this.#folder.lock(lockName(id));
      if (lock === undefined) continue;
      const isThere = (await this.#folder.read(headName(id))) !== undefined;
      if (!isThere) await this.#folder.remove(`files/${id}`);
      await lock.release();
    }
  }

  async find(id: string): Promise<FileObject | undefined> {
    if (!isFileId(id)) return undefined;
    // Written by `add` alone.
    return (await readJson(this.#folder, headName(id))) as unknown as FileObject | undefined;
  }

  async content(id: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return isFileId(id) ? this.#folder.read(contentName(id)) : undefined;
  }

  async #keep({ id, bytes, name, purpose }: Kept, lock: Lock | undefined): Promise<FileObject> {
    const file: FileObject = {
      id,
      object: "file",
      bytes,
      created_at: Math.floor(this.#now() / 1000),
      filename: name,
      purpose,
      status: "processed",
    };
    // The content first: a file that is listed has one.
    await writeJson(this.#folder, headName(id), file);
    await lock?.release();
    return file;
  }

  /** All files, the newest first. */
  async list(): Promise<readonly FileObject[]> {
    const ids = await this.#folder.list("files");
    const files = await Promise.all(ids.map((id) => this.find(id)));
    return files
      .filter((file) => file !== undefined)
      .sort((a, b) => b.created_at - a.created_at || (a.id < b.id ? 1 : -1));
  }

  async remove(id: string): Promise<void> {
    // The head first: what is half removed is no longer listed.
    await this.#folder.remove(headName(id));
    await this.#folder.remove(`files/${id}`);
  }
}

/** Ids name folders: nothing else may. */
function isFileId(id: string): boolean {
  return /^file-[0-9a-f]+$/.test(id);
}

function headName(id: string): string {
  return `files/${id}/file.json`;
}

function contentName(id: string): string {
  return `files/${id}/content`;
}

function lockName(id: string): string {
  return `files/${id}/lock`;
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
