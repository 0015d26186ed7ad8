import { copyFileSync, existsSync, linkSync, mkdirSync, realpathSync } from "node:fs";
import { createHash, randomBytes } from "node:crypto";
import { dirname, join } from "node:path";
import type { OutputFile } from "../output-file.js";
import { outputFile } from "../output-file.js";
import { removeAtExit } from "../remove-at-exit.js";
import { describeSystemError, systemErrorCode, UserError } from "../user-error.js";
import { journalPath, playJournal, writeJournal } from "./output-journal.js";

/** What was written to a file. */
export interface WrittenFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** One of the files of a set. */
export interface SetFile {
  write(bytes: Uint8Array): void;
  /** What was written so far. */
  written(): WrittenFile;
}

interface Member {
  readonly path: string;
  readonly file: OutputFile;
}

/** Files that are all there in the end, or all as they were before. */
export class OutputSet {
  readonly #members: Member[] = [];

  /** Begins a file; one that is there is replaced. Throws a `UserError` where none can be written. */
  add(path: string): SetFile {
    mkdirSync(dirname(path), { recursive: true });
    const file = outputFile(path, { mayReplace: true });
    this.#members.push({ path, file });
    const hashed = hashOnly(path);
    return {
      ...hashed,
      write(piece) {
        named(path, () => file.write(piece));
        hashed.write(piece);
      },
    };
  }

  /**
   * Puts all files in their places: a journal says so first, so that the rest can be done where the
   * process is killed (`recoverOutputs`). What is there already is put back where one of them fails.
   */
  commit(): void {
    const last = this.#members.at(-1);
    if (last === undefined) return;
    for (const { path, file } of this.#members) named(path, () => file.finish());
    // From here on they are the journal's: nobody else removes them.
    const ours = this.#members.splice(0);
    const backups = ours.map(({ path }) => (existsSync(path) ? backupOf(path) : undefined));
    const members = ours.map(({ file }, at) => ({
      target: file.targetPath,
      temporary: file.temporaryPath,
      backup: backups[at]?.place,
    }));
    const journal = journalPath(last.path);
    try {
      writeJournal(journal, { direction: "forward", members });
      // What is left to do is in the journal: it is no longer removed where the process ends.
      for (const { file } of ours) file.keep();
      for (const backup of backups) backup?.keep();
      playJournal(journal, { direction: "forward", members });
    } catch (error) {
      const back = { direction: "back", members } as const;
      if (existsSync(journal)) writeJournal(journal, back);
      playJournal(journal, back);
      throw error;
    }
  }

  discard(): void {
    for (const { file } of this.#members) file.discard();
  }
}

/** What a file would be. */
export function hashOnly(path: string): SetFile {
  const hash = createHash("sha256");
  let bytes = 0;
  return {
    write(piece) {
      hash.update(piece);
      bytes += piece.length;
    },
    written: () => ({ path, bytes, sha256: hash.copy().digest("hex") }),
  };
}

interface Backup {
  readonly place: string;
  /** Leaves it where the process ends. */
  readonly keep: () => void;
}

function backupOf(path: string): Backup {
  const target = realpathSync(path);
  const place = join(dirname(target), `.tunewright-${randomBytes(8).toString("hex")}.bak`);
  const keep = removeAtExit(place);
  try {
    linkSync(target, place);
  } catch {
    // Not every file system has links.
    named(path, () => copyFileSync(target, place));
  }
  return { place, keep };
}

/** Says of a system error which file it is about. */
function named(path: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    throw new UserError(describeSystemError(error, path));
  }
}
