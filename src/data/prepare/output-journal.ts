import {
  existsSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { hostname } from "node:os";
import { basename, dirname, join, relative, resolve } from "node:path";
import { appear, outputFile } from "../output-file.js";
import { systemErrorCode, UserError } from "../user-error.js";

/** A file that is to be put in its place together with others. */
export interface JournalMember {
  /** Its place, absolute. */
  readonly target: string;
  /** The finished file beside its place. */
  readonly temporary: string;
  /** What was in its place before, beside it too; `undefined` where nothing was. */
  readonly backup: string | undefined;
}

/**
 * What is being done with files that belong together, so that whoever comes after a process that
 * was killed can do the rest: put all in their places, or put back what was there.
 */
export interface Journal {
  readonly direction: "back" | "forward";
  readonly members: readonly JournalMember[];
}

/** The journal of a set of files, by the last of them. */
export function journalPath(lastPath: string): string {
  return join(dirname(lastPath), `.${basename(lastPath)}.journal`);
}

/** Writes a journal, whole or not at all. */
export function writeJournal(path: string, { direction, members }: Journal): void {
  const folder = dirname(path);
  const written = {
    version: 1,
    direction,
    process: process.pid,
    host: hostname(),
    members: members.map(({ target, temporary, backup }) => ({
      target: relative(folder, target),
      temporary: basename(temporary),
      backup: backup === undefined ? null : basename(backup),
    })),
  };
  const file = outputFile(path, { mayReplace: true });
  try {
    file.write(Buffer.from(`${JSON.stringify(written)}\n`));
    file.commit();
  } finally {
    file.discard();
  }
}

/** Does what a journal says, and removes it. May be begun anew wherever it was broken off. */
export function playJournal(path: string, { direction, members }: Journal): void {
  for (const member of members) {
    if (direction === "forward") putInPlace(member);
    else putBack(member);
  }
  for (const { backup } of members) if (backup !== undefined) rmSync(backup, { force: true });
  rmSync(path, { force: true });
}

function putInPlace({ target, temporary, backup }: JournalMember): void {
  if (!existsSync(temporary)) return;
  if (backup !== undefined) renameSync(temporary, target);
  else if (!isSameFile(temporary, target)) appear(temporary, target);
  rmSync(temporary, { force: true });
}

function putBack({ target, temporary, backup }: JournalMember): void {
  if (backup !== undefined) {
    if (existsSync(backup)) renameSync(backup, target);
    // Two names of one file stay both.
    rmSync(backup, { force: true });
  } else if (!existsSync(temporary) || isSameFile(temporary, target)) {
    rmSync(target, { force: true });
  }
  rmSync(temporary, { force: true });
}

function isSameFile(one: string, other: string): boolean {
  const [a, b] = [one, other].map((path) => statSync(path, { throwIfNoEntry: false }));
  return a !== undefined && b !== undefined && a.ino === b.ino && a.dev === b.dev;
}

/** Putting files in place takes moments: who has not finished after this is dead, whoever has its number. */
const longestMs = 60_000;

/**
 * Finishes what a killed process has left half done, if there is anything. `paths` are the files
 * that may be touched: a journal may be somebody else's. Throws a `UserError` where another process
 * is at it.
 */
export function recoverOutputs(lastPath: string, paths: readonly string[]): void {
  const path = journalPath(lastPath);
  const text = textOf(path);
  if (text === undefined) return;
  const journal = parsed(text, path, new Set(paths.map(realPath)));
  if (journal === undefined) {
    throw new UserError(`${path} is no journal of these files: look at it, and remove it.`);
  }
  const age = Date.now() - statSync(path).mtimeMs;
  if (journal.isOfLiving && age < longestMs) {
    throw new UserError(`Another process is writing ${lastPath}. Try again when it has ended.`);
  }
  try {
    playJournal(path, journal);
  } catch (error) {
    if (!(error instanceof UserError) || journal.direction === "back") throw error;
    const back = { ...journal, direction: "back" } as const;
    writeJournal(path, back);
    playJournal(path, back);
  }
}

/** Finds files that a killed process has left half done. A class because folders are listed once. */
export class InterruptedOutputs {
  readonly #byFolder = new Map<string, ReadonlyMap<string, string>>();

  /** The journal that names a file, if there is one. */
  journalOf(path: string): string | undefined {
    const folder = dirname(path);
    const known = this.#byFolder.get(folder) ?? journalsIn(folder);
    this.#byFolder.set(folder, known);
    return known.get(realPath(path));
  }
}

function journalsIn(folder: string): ReadonlyMap<string, string> {
  const journals = namesIn(folder).filter((name) => /^\..+\.journal$/.test(name));
  return new Map(
    journals.flatMap((name) => {
      const path = join(folder, name);
      const text = textOf(path);
      const { members = [] } =
        (text === undefined ? undefined : parsed(text, path, undefined)) ?? {};
      return members.map(({ target }) => [realPath(target), path] as const);
    }),
  );
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    return [];
  }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    return undefined;
  }
}

/** The path itself where nothing is there: a link is followed where there is one. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    return resolve(path);
  }
}

interface ReadJournal extends Journal {
  readonly isOfLiving: boolean;
}

/** Reads a journal; `undefined` where it is none, or names files that are not among those allowed. */
function parsed(
  text: string,
  path: string,
  allowed: ReadonlySet<string> | undefined,
): ReadJournal | undefined {
  const value = objectOf(text);
  const { direction, members, process: id, host } = value ?? {};
  if ((direction !== "back" && direction !== "forward") || !Array.isArray(members))
    return undefined;
  const read = members.map((member: unknown) => memberOf(member, dirname(path)));
  const known = read.filter((member) => member !== undefined);
  if (known.length < read.length) return undefined;
  if (allowed !== undefined && known.some(({ target }) => !allowed.has(realPath(target)))) {
    return undefined;
  }
  const isOfLiving = host === hostname() && typeof id === "number" && isAlive(id);
  return { direction, members: known, isOfLiving };
}

function objectOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null
      ? Object.fromEntries(Object.entries(value))
      : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Names that we give: nothing else beside a target is touched. */
const ownName = /^\.tunewright-[0-9a-f]{16}\.(?:tmp|bak)$/;

function memberOf(value: unknown, folder: string): JournalMember | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { target, temporary, backup } = Object.fromEntries(Object.entries(value)) as Readonly<
    Record<string, unknown>
  >;
  if (typeof target !== "string" || typeof temporary !== "string" || !ownName.test(temporary)) {
    return undefined;
  }
  if (backup !== null && (typeof backup !== "string" || !ownName.test(backup))) return undefined;
  const place = resolve(folder, target);
  const beside = (name: string): string => join(dirname(place), name);
  return {
    target: place,
    temporary: beside(temporary),
    backup: backup === null ? undefined : beside(backup),
  };
}

function isAlive(id: number): boolean {
  if (id === process.pid) return false;
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return systemErrorCode(error) === "EPERM";
  }
}
