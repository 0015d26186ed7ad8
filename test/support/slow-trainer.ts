import type { Trainer } from "../../src/tuning/local/engine/trainer.js";
import { carryOut } from "../../src/tuning/local/engine/trainer.js";

/** A trainer that stands still at a report until it is let go or stopped. */
export interface SlowTrainer extends Trainer {
  /** How often it was asked to train. */
  readonly orders: () => number;
  /** Resolves when it stands still. */
  readonly waits: () => Promise<void>;
  readonly letGo: () => void;
}

/** A trainer that stands still before it tells of the report that `isThere` knows. */
export function slowTrainer(isThere: (reports: number) => boolean): SlowTrainer {
  const [stood, gone] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let orders = 0;
  return {
    orders: () => orders,
    waits: () => stood.promise,
    letGo: () => gone.resolve(),
    train: async (order, onReport, signal) => {
      orders += 1;
      const stopped = new Promise<void>((resolve) => {
        signal.addEventListener("abort", () => resolve(), { once: true });
      });
      let reports = 0;
      for (const report of carryOut(order)) {
        if (isThere((reports += 1))) {
          stood.resolve();
          await Promise.race([stopped, gone.promise]);
        }
        if (signal.aborted) return;
        onReport(report);
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}
