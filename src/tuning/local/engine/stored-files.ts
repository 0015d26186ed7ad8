import type { FileObject } from "openai/resources/files";
import type { Folder } from "./folder.js";
import { readJson, writeJson } from "./folder.js";
import { newId } from "./ids.js";

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
    const file: FileObject = {
      id: newId("file"),
      object: "file",
      bytes: bytes.length,
      created_at: Math.floor(this.#now() / 1000),
      filename,
      purpose,
      status: "processed",
    };
    // The content first: a file that is listed has one.
    await this.#folder.write(contentName(file.id), bytes);
    await writeJson(this.#folder, headName(file.id), file);
    return file;
  }

  async find(id: string): Promise<FileObject | undefined> {
    if (!isFileId(id)) return undefined;
    // Written by `add` alone.
    return (await readJson(this.#folder, headName(id))) as FileObject | undefined;
  }

  async content(id: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return isFileId(id) ? this.#folder.read(contentName(id)) : undefined;
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
