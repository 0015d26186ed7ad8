import { Worker } from "node:worker_threads";
import type { OrderReport, Trainer, TrainingOrder } from "../local/engine/trainer.js";

/** A trainer in a thread of its own. `program` is the file of `trainer-thread.ts`. */
export function threadTrainer(program: string | URL): Trainer {
  return {
    train: (order, onReport, signal) => {
      if (signal.aborted) return Promise.resolve();
      const worker = new Worker(program, { workerData: order, execArgv: [] });
      return untilDone(worker, onReport, signal);
    },
  };
}

/** What the thread says: a report, or that there is no more. */
export type ThreadMessage = OrderReport | { readonly kind: "done" };

/** The order that a thread was given. */
export type ThreadOrder = TrainingOrder;

async function untilDone(
  worker: Worker,
  onReport: (report: OrderReport) => void,
  signal: AbortSignal,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const stop = (): void => resolve();
  signal.addEventListener("abort", stop, { once: true });
  worker.on("message", (message: ThreadMessage) => {
    if (message.kind === "done") resolve();
    else if (!signal.aborted) onReport(message);
  });
  worker.on("error", reject);
  worker.on("exit", (code) => reject(new Error(`The training thread ended with code ${code}.`)));
  try {
    await promise;
  } finally {
    signal.removeEventListener("abort", stop);
    await worker.terminate();
  }
}
