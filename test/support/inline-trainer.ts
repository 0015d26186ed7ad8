import type { Trainer } from "../../src/tuning/local/engine/trainer.js";
import { carryOut } from "../../src/tuning/local/engine/trainer.js";

/** A trainer without a thread: it lets others work after each report. */
export const inlineTrainer: Trainer = {
  train: async (order, onReport, signal) => {
    for (const report of carryOut(order)) {
      if (signal.aborted) return;
      onReport(report);
      await new Promise((resolve) => setImmediate(resolve));
    }
  },
};
