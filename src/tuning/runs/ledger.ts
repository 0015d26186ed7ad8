import type { Lock } from "../local/engine/folder.js";
import type { RunEvent } from "./run-events.js";
import type { RunFile } from "./run-file.js";

/** The runs of a workspace. */
export interface Ledger {
  /** All runs, the newest first. Files that are no runs are left out. */
  list(): Promise<readonly RunFile[]>;
  read(id: string): Promise<RunFile | undefined>;
  /** Writes a run whole or not at all. */
  write(run: RunFile): Promise<void>;
  /** Keeps the curve of a run beside it, as CSV. */
  writeCurve(id: string, csv: string): Promise<void>;
  readCurve(id: string): Promise<string | undefined>;
  /** Keeps what the job of a run has told beside it: see `run-events.ts`. */
  writeEvents(id: string, events: readonly RunEvent[]): Promise<void>;
  /** The oldest first; none where none were kept. */
  readEvents(id: string): Promise<readonly RunEvent[]>;
  /** Forgets a run, its curve and its events. Its job, its model and its files stay where they are. */
  remove(id: string): Promise<void>;
  /** Who has it may do something with the run; `undefined` where another process does. */
  lock(id: string): Promise<Lock | undefined>;
}
