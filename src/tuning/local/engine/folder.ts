import type { JsonObject } from "../../../core/json/json-node.js";
import { isJsonObject } from "../../../core/json/json-node.js";
import { jsonValueOf } from "../../../core/json/json-value-of.js";

/** Where the engine keeps what it has: files, jobs, models. Names have `/` between their parts. */
export interface Folder {
  /** The bytes of a file, or `undefined` where there is none. */
  read(name: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Writes a file whole or not at all, with the folders that it needs. */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /**
   * The same with bytes that arrive one after the other, of which no more than a piece is held in
   * memory. Rejects with what `pieces` throws, and then writes nothing. Returns how many there were.
   */
  writePieces(name: string, pieces: AsyncIterable<Uint8Array>): Promise<number>;
  /** Adds to the end of a file, which is made where there is none. */
  append(name: string, text: string): Promise<void>;
  /** The names of what stands directly in a folder; none where there is no such folder. */
  list(name: string): Promise<readonly string[]>;
  /** Removes a file, or a folder with all that is in it. Nothing happens where there is neither. */
  remove(name: string): Promise<void>;
  /**
   * Takes a lock that one holder has at a time, over all processes that use the folder; a holder
   * that dies loses it. `undefined` where another has it.
   */
  lock(name: string): Promise<Lock | undefined>;
}

/** A lock that is held. */
export interface Lock {
  release(): Promise<void>;
}

/**
 * Reads a file of JSON, or `undefined` where there is none. One that is damaged (a disk failed,
 * somebody edited it) is as good as none: it must not take the others with it.
 */
export async function readJson(folder: Folder, name: string): Promise<JsonObject | undefined> {
  const bytes = await folder.read(name);
  const value = bytes && jsonValueOf(new TextDecoder().decode(bytes));
  return isJsonObject(value) ? value : undefined;
}

/** Writes a file of JSON. */
export async function writeJson(folder: Folder, name: string, value: object): Promise<void> {
  await folder.write(name, new TextEncoder().encode(`${JSON.stringify(value, undefined, 2)}\n`));
}
