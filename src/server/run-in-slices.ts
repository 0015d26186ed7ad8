import type { ServerHost } from "./host.js";

/** How long the server works before it lets waiting messages in. */
const sliceMs = 25;

/** What long work asks and tells between its steps. */
export interface Slicing<Step> {
  readonly host: Pick<ServerHost, "pause" | "now">;
  readonly isCancelled: () => boolean;
  /** Told of the newest step after each slice. */
  readonly onStep?: (step: Step) => void;
}

/** Runs long work to its end, or to `undefined` where it is cancelled. */
export async function runInSlices<Step, Result>(
  steps: Iterator<Step, Result>,
  { host, isCancelled, onStep }: Slicing<Step>,
): Promise<Result | undefined> {
  let rested = host.now();
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) return step.value;
    if (host.now() - rested < sliceMs) continue;
    onStep?.(step.value);
    await host.pause();
    rested = host.now();
    if (!isCancelled()) continue;
    steps.return?.();
    return undefined;
  }
}
