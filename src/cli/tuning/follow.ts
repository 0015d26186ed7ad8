import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "../../data/user-error.js";
import { ProviderError } from "../../tuning/provider-error.js";
import { openSplit } from "../../tuning/node/run-splits.js";
import { scoreRun } from "../../tuning/node/score-run.js";
import { waitUnlessStopped } from "../../tuning/node/wait.js";
import { RunDriver } from "../../tuning/runs/run-driver.js";
import type { RunFile } from "../../tuning/runs/run-file.js";
import type { RunUpdate } from "../../tuning/runs/run-powers.js";
import type { Io } from "../io.js";
import type { Connected } from "./connect.js";
import type { Workspace } from "./workspace.js";

const lookMs = 100;

/** Brings a run to its end, and tells of it on stderr. Stops where it is interrupted. */
export async function followRun(
  run: RunFile,
  { provider, connection, engine }: Connected,
  { folder, ledger }: Workspace,
  io: Io,
): Promise<RunFile> {
  const lock = await ledger.lock(run.id);
  if (lock === undefined) throw new UserError(`Run ${run.id} is followed by another process.`);
  const stopping = new AbortController();
  const driver = new RunDriver(
    run,
    {
      provider,
      ledger,
      client: provider.connect(connection),
      open: (split) => openSplit(split, folder),
      now: () => Date.now(),
      wait: waitUnlessStopped,
    },
    { signal: stopping.signal, onUpdate: (update) => tell(update, io) },
  );
  try {
    await engine?.resumeAbandoned();
    const ended = await untilInterrupted(driver.drive(), stopping, io);
    if (engine === undefined) return ended;
    return await scoreRun(ended, {
      folder,
      ledger,
      connection,
      onChanged: (path) =>
        io.stderr.write(`${path} has changed since the run was begun: it was not scored.\n`),
    });
  } catch (error) {
    if (error instanceof ProviderError) throw new UserError(error.message);
    throw error;
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
        if (metrics === null || level === "error") stderr.write(`${clear}${message}\n`);
      }
      const last = update.events.findLast(({ metrics }) => metrics !== null);
      if (stderr.isTerminal && last !== undefined) stderr.write(`${clear}${last.message}`);
      return;
    }
    case "trouble":
      stderr.write(
        `${clear}${update.error.message} Trying again in ${Math.ceil(update.retryMs / 1000)} s.\n`,
      );
      return;
    case "run":
      return;
  }
}
