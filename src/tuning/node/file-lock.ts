import { randomBytes } from "node:crypto";
import { readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { jsonValueOf } from "../../core/json/json-value-of.js";
import { isJsonObject } from "../../core/json/json-node.js";
import { systemErrorCode } from "../../data/user-error.js";
import type { Lock } from "../local/engine/folder.js";

/** How holders show that they are alive, and when they are not believed any more. */
export interface LockTimes {
  /** So often a holder touches its lock. */
  readonly heartbeatMs: number;
  /** A lock that is not touched while it is watched for so long is taken over. */
  readonly deadAfterMs: number;
}

const usualTimes: LockTimes = { heartbeatMs: 2_000, deadAfterMs: 15_000 };

/** What was last seen of a lock that somebody else holds. */
interface Sighting {
  readonly changedAtMs: number;
  /** On a clock that stands still while the machine sleeps. */
  readonly since: number;
}

/**
 * Takes locks that are files. The system knows no lock that ends with its process and works on all
 * our platforms, so a holder writes down who it is and touches its lock from time to time. It is
 * dead if its process is gone, or if the lock is not touched while somebody watches: a clock that
 * jumps, or a laptop that sleeps, is no death. So who wants a lock that is held asks again.
 */
export class LockWatch {
  readonly #times: LockTimes;
  readonly #sightings = new Map<string, Sighting>();

  constructor(times = usualTimes) {
    this.#times = times;
  }

  /** The lock at a path, or `undefined` where somebody who may be alive has it. */
  async take(path: string): Promise<Lock | undefined> {
    const lock = await create(path, this.#times);
    if (lock !== undefined) {
      this.#sightings.delete(path);
      return lock;
    }
    const holder = await holderOf(path);
    if (!(await this.#isDead(path, holder))) return undefined;
    return this.#takeOver(path, holder);
  }

  async #isDead(path: string, holder: Holder | undefined): Promise<boolean> {
    if (holder !== undefined && holder.host === hostname() && !isAlive(holder.pid)) return true;
    return this.#isUntouched(path);
  }

  async #isUntouched(path: string): Promise<boolean> {
    const changedAtMs = await changeTime(path);
    const seen = this.#sightings.get(path);
    if (changedAtMs === undefined) return false;
    if (seen?.changedAtMs !== changedAtMs) {
      this.#sightings.set(path, { changedAtMs, since: performance.now() });
      return false;
    }
    return performance.now() - seen.since > this.#times.deadAfterMs;
  }

  /**
   * One process at a time may take over what this very holder left: the lock for that bears its
   * token. Who comes later finds another holder, and leaves it alone.
   */
  async #takeOver(path: string, dead: Holder | undefined): Promise<Lock | undefined> {
    const guard = await this.take(`${path}.${dead?.token ?? "unwritten"}`);
    if (guard === undefined) return undefined;
    try {
      const holder = await holderOf(path);
      if (holder?.token !== dead?.token || (await changeTime(path)) === undefined) return undefined;
      this.#sightings.delete(path);
      return await replace(path, this.#times);
    } finally {
      await guard.release();
    }
  }
}

/** Makes a lock that is not there yet. */
async function create(path: string, times: LockTimes): Promise<Lock | undefined> {
  const token = newToken();
  try {
    await writeFile(path, textFor(token), { flag: "wx", mode: 0o600 });
  } catch (error) {
    if (systemErrorCode(error) === "EEXIST") return undefined;
    // Half a lock that nobody holds would have to be watched first.
    if (systemErrorCode(error) === "ENOSPC") await rm(path, { force: true });
    throw error;
  }
  return held(path, token, times);
}

/** Puts a lock of ours in the place of another, at once. */
async function replace(path: string, times: LockTimes): Promise<Lock> {
  const token = newToken();
  const temporary = `${path}.${token}.tmp`;
  try {
    await writeFile(temporary, textFor(token), { flag: "wx", mode: 0o600 });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  return held(path, token, times);
}

/** Keeps a lock that was just written. Only ours is touched: somebody may take us for dead. */
function held(path: string, token: string, { heartbeatMs }: LockTimes): Lock {
  const show = async (): Promise<void> => {
    if (!(await touchIfOurs(path, token))) clearInterval(beat);
  };
  const beat = setInterval(() => void show(), heartbeatMs);
  beat.unref();
  return {
    release: async () => {
      clearInterval(beat);
      if ((await holderOf(path))?.token === token) await rm(path, { force: true });
    },
  };
}

async function touchIfOurs(path: string, token: string): Promise<boolean> {
  try {
    if ((await holderOf(path))?.token !== token) return false;
    const now = new Date();
    await utimes(path, now, now);
  } catch (error) {
    // A disk that does not answer now may do so at the next beat.
    if (systemErrorCode(error) === undefined) throw error;
  }
  return true;
}

function newToken(): string {
  return randomBytes(8).toString("hex");
}

function textFor(token: string): string {
  return JSON.stringify({ pid: process.pid, host: hostname(), token });
}

interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly token: string;
}

/** Who holds a lock; `undefined` where nobody does, or it is just being written. */
async function holderOf(path: string): Promise<Holder | undefined> {
  const text = await unlessMissing(() => readFile(path, "utf8"));
  const value = text === undefined ? undefined : jsonValueOf(text);
  if (!isJsonObject(value)) return undefined;
  const { pid, host, token } = value;
  if (typeof pid !== "number" || typeof host !== "string") return undefined;
  // A part of a file's name comes of it.
  if (typeof token !== "string" || !/^[0-9a-f]+$/.test(token)) return undefined;
  return { pid, host, token };
}

async function changeTime(path: string): Promise<number | undefined> {
  return (await unlessMissing(() => stat(path)))?.mtimeMs;
}

/** What a call gives, or `undefined` where the file that it is about is not there. */
export async function unlessMissing<Value>(read: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await read();
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is alive too.
    return systemErrorCode(error) === "EPERM";
  }
}
