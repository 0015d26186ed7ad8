import { setImmediate } from "node:timers/promises";
import type { PrepareWatch } from "../core/prepare/prepare-dataset.js";

const recordsPerPause = 1_000;

/** Brings a work on records to its end that yields how many it has read; it can be stopped. */
export async function finishReading<Result>(
  steps: Generator<number, Result>,
  watch: PrepareWatch,
): Promise<Result> {
  for (let done = 1; ; done += 1) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (done % recordsPerPause > 0) continue;
    watch.progress("read", step.value);
    await setImmediate();
    watch.signal.throwIfAborted();
  }
}
