import type { Connection, Provider } from "../provider.js";
import type { Ledger } from "../runs/ledger.js";
import { RunDriver } from "../runs/run-driver.js";
import type { RunFile } from "../runs/run-file.js";
import type { RunUpdate } from "../runs/run-powers.js";
import { openSplit } from "./run-splits.js";
import { scoreRun } from "./score-run.js";
import { waitUnlessStopped } from "./wait.js";

/** What a run is brought to its end with. */
export interface DrivePowers {
  /** The folder whose runs these are. */
  readonly folder: string;
  readonly ledger: Ledger;
  readonly provider: Provider;
  readonly connection: Connection;
  readonly signal: AbortSignal;
  readonly onUpdate: (update: RunUpdate) => void;
  /** Told where the test file is no longer what it was. */
  readonly onTestChanged: (path: string) => void;
}

/**
 * Brings a run to its end, and scores its test file where nothing leaves the machine for that. Who
 * calls holds the run's lock. Resolves and rejects as `RunDriver.drive`.
 */
export async function driveRun(run: RunFile, powers: DrivePowers): Promise<RunFile> {
  const { folder, ledger, provider, connection, signal, onUpdate, onTestChanged } = powers;
  const driver = new RunDriver(
    run,
    {
      provider,
      ledger,
      client: provider.connect(connection),
      open: (split) => openSplit(split, folder),
      now: () => Date.now(),
      wait: waitUnlessStopped,
    },
    { signal, onUpdate },
  );
  const ended = await driver.drive();
  if (provider.endpoint.kind !== "here" || signal.aborted) return ended;
  return scoreRun(ended, { folder, ledger, connection, onChanged: onTestChanged });
}
