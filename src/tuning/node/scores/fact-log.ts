import { closeSync, fstatSync, ftruncateSync, mkdirSync, openSync, readSync } from "node:fs";
import { dirname } from "node:path";
import { setImmediate as breathe } from "node:timers/promises";
import { wordColumn } from "../../../core/dataset/growing-column.js";
import type { ScoreFact } from "../../../core/inspection/score-fact.js";
import { jsonValueOf } from "../../../core/json/json-value-of.js";
import type { ByteBatch } from "../../../data/byte-lines.js";
import { byteLines } from "../../../data/byte-lines.js";
import { describeSystemError, UserError } from "../../../data/user-error.js";
import { writeAll } from "../../../data/write-all.js";
import type { Lock } from "../../local/engine/folder.js";
import { LockWatch } from "../file-lock.js";
import { HashIndex, printOf } from "./hash-index.js";

/** Facts are about so long. */
const usualLength = 1_024;
const lineFeed = 0x0a;

/**
 * A file of scores, a line for each, which grows at its end only: whatever ends the process, all that
 * was scored before is there when it is opened again. In memory are some 20 bytes for each line. The
 * last line about a record counts. A class because it has the file open.
 */
export class FactLog {
  readonly #path: string;
  readonly #file: number;
  readonly #lock: Lock;
  readonly #index = new HashIndex();
  /** The start of the hash that was last written for each line of the dataset. */
  readonly #written = wordColumn();
  #bytes = 0;
  #facts = 0;

  private constructor(path: string, file: number, lock: Lock) {
    this.#path = path;
    this.#file = file;
    this.#lock = lock;
  }

  /**
   * Opens a file of scores, or begins one. A last line that is not whole was being written when
   * something died: it is taken away. Rejects with a `UserError` where the file holds something else,
   * or another process is writing it.
   */
  static async open(path: string): Promise<FactLog> {
    const lock = await lockOf(path);
    try {
      const file = openSync(path, "a+");
      const log = new FactLog(path, file, lock);
      try {
        await log.#read();
        return log;
      } catch (error) {
        closeSync(file);
        throw error;
      }
    } catch (error) {
      await lock.release();
      throw asUserError(error, path);
    }
  }

  /** How many facts there are. */
  get facts(): number {
    return this.#facts;
  }

  /** What is known of a hash. */
  find(hash: string): ScoreFact | undefined {
    const offset = this.offsetOf(hash);
    return offset === undefined ? undefined : this.at(offset);
  }

  /** Writes a fact down, unless it is the last that was written of its line. */
  keep(fact: ScoreFact): void {
    const print = printOf(fact.hash);
    if (this.#written.get(fact.line) === print) return;
    const offset = this.#bytes;
    const bytes = Buffer.from(`${JSON.stringify(fact)}\n`);
    try {
      writeAll(this.#file, bytes);
    } catch (error) {
      throw asUserError(error, this.#path);
    }
    this.#bytes += bytes.length;
    this.#note(fact, offset);
  }

  /** Where the fact of a hash begins, for `at`; `undefined` where there is none. */
  offsetOf(hash: string): number | undefined {
    for (const offset of this.#index.suspects(hash)) {
      if (this.at(offset).hash === hash) return offset;
    }
    return undefined;
  }

  /** The fact that begins at a place of the file. */
  at(offset: number): ScoreFact {
    let length = usualLength;
    for (;;) {
      const bytes = Buffer.alloc(length);
      const count = readSync(this.#file, bytes, 0, length, offset);
      const end = bytes.subarray(0, count).indexOf(lineFeed);
      const value = end < 0 ? undefined : jsonValueOf(bytes.toString("utf8", 0, end));
      if (isFact(value)) return value;
      if (end >= 0 || count < length) {
        throw new UserError(`${this.#path} was changed by another program meanwhile.`);
      }
      length *= 4;
    }
  }

  /** Lets others write: from here on it is only read. */
  async rest(): Promise<void> {
    await this.#lock.release();
  }

  async close(): Promise<void> {
    closeSync(this.#file);
    await this.#lock.release();
  }

  async #read(): Promise<void> {
    const size = fstatSync(this.#file).size;
    const read = (target: Uint8Array, position: number): number =>
      readSync(this.#file, target, 0, target.length, position);
    let last: ReadEnd = { wholeEnd: 0, lacksEnd: false };
    for (const batch of byteLines(read)) {
      last = this.#readBatch(batch, last);
      await breathe();
    }
    const { wholeEnd, lacksEnd } = last;
    const isOurs = this.#facts > 0 || (wholeEnd === 0 && startsAsFact(read, size));
    if (!isOurs) {
      throw new UserError(`${this.#path} holds something else than scores: name another file.`);
    }
    // What comes next begins a line of its own.
    if (lacksEnd) writeAll(this.#file, Buffer.from("\n"));
    else if (wholeEnd < size) ftruncateSync(this.#file, wholeEnd);
    this.#bytes = lacksEnd ? size + 1 : wholeEnd;
  }

  #readBatch(batch: ByteBatch, before: ReadEnd): ReadEnd {
    let { wholeEnd, lacksEnd } = before;
    for (const { start, end, next } of batch.lines) {
      const fact = factIn(batch, start, end);
      if (fact !== undefined) this.#note(fact, batch.fileOffset + start);
      // The last line is whole where it has an end.
      if (next > end) wholeEnd = batch.fileOffset + next;
      else lacksEnd = fact !== undefined;
    }
    return { wholeEnd, lacksEnd };
  }

  #note(fact: ScoreFact, offset: number): void {
    this.#facts += 1;
    this.#written.set(fact.line, printOf(fact.hash));
    // What is the same is found with the first of its lines.
    if (this.offsetOf(fact.hash) === undefined) this.#index.add(fact.hash, offset);
  }
}

/** Where the last line with an end ends, and whether a whole fact without one stands behind it. */
interface ReadEnd {
  readonly wholeEnd: number;
  readonly lacksEnd: boolean;
}

async function lockOf(path: string): Promise<Lock> {
  try {
    mkdirSync(dirname(path), { recursive: true });
    const lock = await new LockWatch().take(`${path}.lock`);
    if (lock !== undefined) return lock;
  } catch (error) {
    throw asUserError(error, path);
  }
  throw new UserError(`${path} is being written by another process: wait until it has ended.`);
}

function factIn({ bytes }: ByteBatch, start: number, end: number): ScoreFact | undefined {
  if (end === start) return undefined;
  const value: unknown = jsonValueOf(bytes.toString("utf8", start, end));
  return isFact(value) ? value : undefined;
}

/** Whether a file that has no whole line was begun by us. */
function startsAsFact(
  read: (target: Uint8Array, position: number) => number,
  size: number,
): boolean {
  const start = '{"version":1,"hash":"';
  const head = Buffer.alloc(Math.min(size, start.length));
  read(head, 0);
  return start.startsWith(head.toString());
}

function isFact(value: unknown): value is ScoreFact {
  if (typeof value !== "object" || value === null || !("hash" in value)) return false;
  if (typeof value.hash !== "string" || !/^[0-9a-f]{64}$/.test(value.hash)) return false;
  const isOurs = "version" in value && value.version === 1 && "atMost" in value;
  return isOurs && "line" in value && typeof value.line === "number";
}

function asUserError(error: unknown, path: string): UserError {
  return error instanceof UserError ? error : new UserError(describeSystemError(error, path));
}
