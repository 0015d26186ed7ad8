import { setTimeout as sleep } from "node:timers/promises";
import { describeSystemError, systemErrorCode, UserError } from "../../data/user-error.js";
import type { Lock } from "../../tuning/local/engine/folder.js";
import { driveRun } from "../../tuning/node/drive-run.js";
import { ProviderError } from "../../tuning/provider-error.js";
import type { RunFile } from "../../tuning/runs/run-file.js";
import { isDone } from "../../tuning/runs/run-file.js";
import type { RunUpdate } from "../../tuning/runs/run-powers.js";
import type { Io } from "../io.js";
import { printable } from "../report/printable.js";
import type { Connected } from "./connect.js";
import type { Workspace } from "./workspace.js";

const lookMs = 100;
/** So often the file of a run is read that another process follows. */
const otherLookMs = 500;

/**
 * Brings a run to its end, and tells of it on stderr; where another process does that, waits for
 * it, and takes its place should it die. Stops where it is interrupted.
 */
export async function followRun(
  run: RunFile,
  connected: Connected,
  workspace: Workspace,
  io: Io,
): Promise<RunFile> {
  for (let looks = 0; ; looks += 1) {
    const lock = await workspace.ledger.lock(run.id);
    // Whoever had the lock may have changed the run.
    const current = (await workspace.ledger.read(run.id)) ?? run;
    if (lock !== undefined) return drive(current, { connected, workspace, io, lock });
    if (isDone(current)) return current;
    if (looks === 0) io.stderr.write(`Another process follows run ${run.id}. Waiting for it.\n`);
    await io.pause();
    await sleep(otherLookMs);
  }
}

/** What is needed to bring a run to its end. */
interface Drive {
  readonly connected: Connected;
  readonly workspace: Workspace;
  readonly io: Io;
  /** The run's. It is released at the end. */
  readonly lock: Lock;
}

async function drive(
  run: RunFile,
  { connected: { provider, connection, engine }, workspace: { folder, ledger }, io, lock }: Drive,
): Promise<RunFile> {
  const stopping = new AbortController();
  try {
    await engine?.resumeAbandoned();
    const driving = driveRun(run, {
      folder,
      ledger,
      provider,
      connection,
      signal: stopping.signal,
      onUpdate: (update) => tell(update, io),
      onTestChanged: (path) =>
        io.stderr.write(`${path} has changed since the run was begun: it was not scored.\n`),
    });
    return await untilInterrupted(driving, stopping, io);
  } catch (error) {
    if (error instanceof ProviderError) throw new UserError(error.message);
    if (systemErrorCode(error) === undefined) throw error;
    throw new UserError(
      `${describeSystemError(error, folder)} Go on later: runs --follow ${run.id}`,
    );
  } finally {
    await lock.release();
  }
}

/** Waits for work, and stops it where Ctrl+C comes first. */
async function untilInterrupted<Value>(
  work: Promise<Value>,
  stopping: AbortController,
  io: Io,
): Promise<Value> {
  const state = { isDone: false };
  const done = work.finally(() => (state.isDone = true));
  const watch = async (): Promise<void> => {
    while (!state.isDone) {
      await io.pause();
      await sleep(lookMs);
    }
  };
  try {
    await Promise.race([done, watch()]);
  } catch (error) {
    stopping.abort();
    await Promise.allSettled([done]);
    throw error;
  }
  return done;
}

/** Says what happens: on a terminal in one line that changes, elsewhere only what lasts. */
function tell(update: RunUpdate, { stderr }: Io): void {
  const clear = stderr.isTerminal ? "\r\u001b[K" : "";
  switch (update.kind) {
    case "upload": {
      const { split, sent } = update;
      const share = Math.floor((100 * sent) / Math.max(split.bytes, 1));
      if (stderr.isTerminal) stderr.write(`${clear}Sending ${split.path}: ${share} %`);
      return;
    }
    case "events": {
      for (const { message, metrics, level } of update.events) {
        if (metrics === null || level === "error") stderr.write(`${clear}${printable(message)}\n`);
      }
      const last = update.events.findLast(({ metrics }) => metrics !== null);
      if (stderr.isTerminal && last !== undefined)
        stderr.write(`${clear}${printable(last.message)}`);
      return;
    }
    case "trouble":
      stderr.write(
        `${clear}${printable(update.error.message)} Trying again in ${Math.ceil(update.retryMs / 1000)} s.\n`,
      );
      return;
    case "run":
      return;
  }
}
