import { join } from "node:path";
import type { LocalEngine } from "../local/engine/local-engine.js";
import { startLocalEngine } from "../local/engine/local-engine.js";
import { DiskFolder } from "./disk-folder.js";
import { threadTrainer } from "./thread-trainer.js";

/** What a local engine in Node needs. */
export interface NodeEngineOptions {
  /** See `dataDirectory`. Several processes may use one. */
  readonly dataDirectory: string;
  /** The file of `trainer-thread.ts`, as it is built. */
  readonly trainerProgram: string | URL;
}

/** The local engine with its files on disk and its trainings in threads. */
export function openNodeEngine({ dataDirectory, trainerProgram }: NodeEngineOptions): LocalEngine {
  return startLocalEngine({
    folder: new DiskFolder(join(dataDirectory, "engine"), "private"),
    trainer: threadTrainer(trainerProgram),
    now: () => Date.now(),
  });
}
