import { readFile, rm, writeFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { say } from "./say.ts";

/** What one process at a time may do. */
export interface LockRequest {
  /** Holds the number of the process that has the lock; a dead process has none. */
  readonly file: string;
  /** What the others wait for, for the message. */
  readonly what: string;
  readonly timeoutMs: number;
}

/** Runs `action` while no other process runs one under the same lock. */
export async function withLock(request: LockRequest, action: () => Promise<void>): Promise<void> {
  const deadline = performance.now() + request.timeoutMs;
  let isTold = false;
  while (!(await tryToTake(request.file))) {
    if (!isTold) say(`Another process is busy with ${request.what}; waiting for it.`);
    isTold = true;
    if (performance.now() > deadline) {
      throw new Error(
        `The other process did not end. If none is running, delete ${request.file} and run this again.`,
      );
    }
    await setTimeout(500); // nothing tells of the death of a process that is not ours
  }
  try {
    await action();
  } finally {
    await rm(request.file, { force: true });
  }
}

async function tryToTake(file: string): Promise<boolean> {
  if (await create(file)) return true;
  if (await isHeld(file)) return false;
  await rm(file, { force: true });
  return create(file);
}

async function create(file: string): Promise<boolean> {
  try {
    await writeFile(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  }
}

async function isHeld(file: string): Promise<boolean> {
  try {
    process.kill(Number(await readFile(file, "utf8")), 0); // an empty file is just being written
    return true;
  } catch (error) {
    if (hasCode(error, "ESRCH") || hasCode(error, "ENOENT")) return false;
    if (hasCode(error, "EPERM")) return true;
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
