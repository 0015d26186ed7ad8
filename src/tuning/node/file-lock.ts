import { randomBytes } from "node:crypto";
import { readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { systemErrorCode } from "../../data/user-error.js";
import type { Lock } from "../local/engine/folder.js";

/** So often a holder shows that it is alive. */
const heartbeatMs = 2_000;
/** A lock whose holder shows no life while it is watched for so long is taken over. */
const deadAfterMs = 15_000;

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
 * jumps, or a laptop that sleeps, is no death.
 */
export class LockWatch {
  readonly #sightings = new Map<string, Sighting>();

  /** The lock at a path, or `undefined` where somebody who is alive has it. */
  async take(path: string): Promise<Lock | undefined> {
    const lock = await create(path);
    if (lock !== undefined) return lock;
    if (!(await this.#isDead(path))) return undefined;
    return this.#takeOver(path);
  }

  async #isDead(path: string): Promise<boolean> {
    const holder = await holderOf(path);
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
    return performance.now() - seen.since > deadAfterMs;
  }

  /** One at a time removes a dead lock: else the second would remove the first one's new lock. */
  async #takeOver(path: string): Promise<Lock | undefined> {
    const guardPath = `${path}.takeover`;
    const guard = await create(guardPath);
    if (guard === undefined) {
      if (await this.#isDead(guardPath)) await rm(guardPath, { force: true });
      return undefined;
    }
    try {
      if (!(await this.#isDead(path))) return undefined;
      await rm(path, { force: true });
      this.#sightings.delete(path);
      return await create(path);
    } finally {
      await guard.release();
    }
  }
}

/** Makes a lock that is not there yet. */
async function create(path: string): Promise<Lock | undefined> {
  const token = randomBytes(8).toString("hex");
  const holder = JSON.stringify({ pid: process.pid, host: hostname(), token });
  try {
    await writeFile(path, holder, { flag: "wx", mode: 0o600 });
  } catch (error) {
    if (systemErrorCode(error) === "EEXIST") return undefined;
    throw error;
  }
  const beat = setInterval(() => void touch(path), heartbeatMs);
  beat.unref();
  return {
    release: async () => {
      clearInterval(beat);
      // Only our own: somebody may have taken us for dead.
      if ((await holderOf(path))?.token === token) await rm(path, { force: true });
    },
  };
}

async function touch(path: string): Promise<void> {
  const now = new Date();
  try {
    await utimes(path, now, now);
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
  }
}

interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly token: string;
}

/** Who holds a lock; `undefined` where nobody does, or it is just being written. */
async function holderOf(path: string): Promise<Holder | undefined> {
  try {
    // Written by `create` alone.
    return JSON.parse(await readFile(path, "utf8")) as Holder;
  } catch (error) {
    if (error instanceof SyntaxError || systemErrorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

async function changeTime(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).mtimeMs;
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
