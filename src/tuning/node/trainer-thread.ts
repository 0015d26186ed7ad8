// The program of the thread that trains: see thread-trainer.ts.
import { parentPort, workerData } from "node:worker_threads";
import { carryOut } from "../local/engine/trainer.js";
import type { ThreadMessage, ThreadOrder } from "./thread-trainer.js";

// What thread-trainer.ts hands over.
for (const report of carryOut(workerData as ThreadOrder)) {
  tell(report, report.kind === "epoch" ? [report.model.buffer] : []);
}
tell({ kind: "done" }, []);

function tell(message: ThreadMessage, moved: readonly ArrayBuffer[]): void {
  parentPort?.postMessage(message, moved);
}
