import type { Folder, Lock } from "../../src/tuning/local/engine/folder.js";

/**
 * A folder as a process sees it that is killed at its n-th change: that one is not made, though half
 * a line may be there where one was being added, and nothing is read or changed after it.
 */
export class DyingFolder implements Folder {
  readonly #folder: Folder;
  #left: number;

  constructor(folder: Folder, changes: number) {
    this.#folder = folder;
    this.#left = changes;
  }

  get isDead(): boolean {
    return this.#left < 0;
  }

  async read(name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    this.#live();
    return this.#folder.read(name);
  }

  async write(name: string, bytes: Uint8Array): Promise<void> {
    this.#change();
    await this.#folder.write(name, bytes);
  }

  async writePieces(name: string, pieces: AsyncIterable<Uint8Array>): Promise<number> {
    this.#change();
    return this.#folder.writePieces(name, pieces);
  }

  async append(name: string, text: string): Promise<void> {
    if (this.#left === 0) await this.#folder.append(name, text.slice(0, text.length / 2));
    this.#change();
    await this.#folder.append(name, text);
  }

  async list(name: string): Promise<readonly string[]> {
    this.#live();
    return this.#folder.list(name);
  }

  async remove(name: string): Promise<void> {
    this.#change();
    await this.#folder.remove(name);
  }

  /** The system frees the locks of who dies. */
  async lock(name: string): Promise<Lock | undefined> {
    this.#live();
    return this.#folder.lock(name);
  }

  #change(): void {
    this.#left -= 1;
    this.#live();
  }

  #live(): void {
    if (this.isDead) throw new Error("The process was killed.");
  }
}
