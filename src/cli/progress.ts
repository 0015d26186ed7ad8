import type { Io } from "./io.js";

const firstMessageMs = 1_000;
const pauseEveryMs = 100;

/**
 * Runs steps to the end. Lets signals in now and then, and on a terminal says how far a long run
 * is.
 */
export async function runWithProgress<Step, Result>(
  steps: Generator<Step, Result>,
  io: Io,
  describe: (step: Step) => string,
): Promise<Result> {
  const started = io.now();
  let paused = started;
  let isShown = false;
  for (;;) {
    const step = steps.next();
    if (step.done === true) {
      if (isShown) io.stderr.write("\r\u001b[K");
      return step.value;
    }
    const now = io.now();
    if (now - paused < pauseEveryMs) continue;
    paused = now;
    isShown ||= io.stderr.isTerminal && now - started > firstMessageMs;
    if (isShown) io.stderr.write(`\r\u001b[K${describe(step.value)}`);
    await stopOnThrow(steps, io.pause());
  }
}

/** Closes the steps' files and temporary files where the pause brings an interruption. */
async function stopOnThrow(steps: Generator, pause: Promise<void>): Promise<void> {
  try {
    await pause;
  } catch (error) {
    steps.return(undefined);
    throw error;
  }
}
