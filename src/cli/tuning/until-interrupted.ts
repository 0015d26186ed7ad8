import { setTimeout as sleep } from "node:timers/promises";
import type { Io } from "../io.js";

const lookMs = 100;

/** Waits for work, and stops it where Ctrl+C comes first. */
export async function untilInterrupted<Value>(
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
