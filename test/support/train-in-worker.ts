// The program of a browser's worker: trains on the lines that it is sent and sends back the model.
import { carryOut } from "../../src/tuning/local/engine/trainer.js";

/** The part of a worker's global scope that is used here. */
interface WorkerScope {
  addEventListener(type: "message", listen: (event: { readonly data: string }) => void): void;
  postMessage(message: readonly number[], moved: readonly []): void;
}

// In a worker it is one.
const scope = globalThis as unknown as WorkerScope;

scope.addEventListener("message", ({ data }) => {
  const training = new TextEncoder().encode(data);
  for (const report of carryOut({ training, chosen: { epochs: 3 }, seed: 5 })) {
    if (report.kind === "epoch" && report.epoch === 3) scope.postMessage([...report.model], []);
  }
});
