import type { Folder, Lock } from "./folder.js";

/** A folder in memory: for browsers, where nothing may be kept, and for tests. */
export class MemoryFolder implements Folder {
  readonly #files = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly #locks = new Set<string>();

  async read(name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return this.#files.get(name)?.slice();
  }

  async write(name: string, bytes: Uint8Array): Promise<void> {
    this.#files.set(name, new Uint8Array(bytes));
  }

  async writePieces(name: string, pieces: AsyncIterable<Uint8Array>): Promise<number> {
    const kept: BlobPart[] = [];
    for await (const piece of pieces) kept.push(piece.slice());
    const bytes = new Uint8Array(await new Blob(kept).arrayBuffer());
    this.#files.set(name, bytes);
    return bytes.length;
  }

  async append(name: string, text: string): Promise<void> {
    const before = this.#files.get(name) ?? new Uint8Array();
    const added = new TextEncoder().encode(text);
    const bytes = new Uint8Array(before.length + added.length);
    bytes.set(before);
    bytes.set(added, before.length);
    this.#files.set(name, bytes);
  }

  async list(name: string): Promise<readonly string[]> {
    const inside = [...this.#files.keys()].filter((file) => file.startsWith(`${name}/`));
    return [...new Set(inside.map((file) => file.slice(name.length + 1).split("/")[0] ?? ""))];
  }

  async remove(name: string): Promise<void> {
    for (const file of this.#files.keys()) {
      if (file === name || file.startsWith(`${name}/`)) this.#files.delete(file);
    }
  }

  async lock(name: string): Promise<Lock | undefined> {
    if (this.#locks.has(name)) return undefined;
    this.#locks.add(name);
    return { release: async () => void this.#locks.delete(name) };
  }
}
