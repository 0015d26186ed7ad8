import { closeSync, openSync, readSync, rmSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { offsetColumn } from "../../core/dataset/growing-column.js";
import type { ByteSource } from "../../core/dataset/line-reader.js";
import type { RecordStore } from "../../core/prepare/record-store.js";
import { removeAtExit } from "../remove-at-exit.js";
import { describeSystemError, UserError } from "../user-error.js";
import { writeAll } from "../write-all.js";

const bufferBytes = 1 << 20;

/** Records in a temporary file, and 8 bytes of memory for each. Remove it with `close`. */
export class SpillStore implements RecordStore {
  readonly #path = join(tmpdir(), `tunewright-${randomBytes(8).toString("hex")}.jsonl`);
  readonly #descriptor: number;
  readonly #keep: () => void;
  readonly #ends = offsetColumn();
  #records = 0;
  #buffer = Buffer.allocUnsafe(bufferBytes);
  #buffered = 0;
  #written = 0;

  constructor() {
    this.#descriptor = openSync(this.#path, "wx+", 0o600);
    this.#keep = removeAtExit(this.#path);
  }

  append(line: string): void {
    const most = line.length * 3 + 1;
    if (this.#buffered + most > this.#buffer.length) this.#flush();
    if (most > this.#buffer.length) this.#buffer = Buffer.allocUnsafe(most);
    this.#buffered += this.#buffer.write(`${line}\n`, this.#buffered, "utf8");
    this.#ends.set(this.#records, this.#written + this.#buffered);
    this.#records += 1;
  }

  line(record: number): string {
    return this.bytes(record).toString("utf8", 0, this.#length(record) - 1);
  }

  /** A record with its line feed. */
  bytes(record: number): Buffer {
    this.#flush();
    const bytes = Buffer.allocUnsafe(this.#length(record));
    const start = record === 0 ? 0 : this.#ends.get(record - 1);
    let read = 0;
    while (read < bytes.length) {
      const count = readSync(this.#descriptor, bytes, read, bytes.length - read, start + read);
      if (count === 0) throw new UserError(`${this.#path} was cut by another program.`);
      read += count;
    }
    return bytes;
  }

  source(): ByteSource {
    this.#flush();
    return {
      bytes: this.#written,
      readBytes: (target, position) =>
        readSync(this.#descriptor, target, 0, target.length, position),
      lineTooLong: (line) =>
        new UserError(`Record ${line + 1} has more than 512 MiB, which no text can hold.`),
    };
  }

  close(): void {
    closeSync(this.#descriptor);
    rmSync(this.#path, { force: true });
    this.#keep();
  }

  #length(record: number): number {
    return this.#ends.get(record) - (record === 0 ? 0 : this.#ends.get(record - 1));
  }

  #flush(): void {
    if (this.#buffered === 0) return;
    try {
      writeAll(this.#descriptor, this.#buffer.subarray(0, this.#buffered));
    } catch (error) {
      throw new UserError(describeSystemError(error, this.#path));
    }
    this.#written += this.#buffered;
    this.#buffered = 0;
  }
}
