import type { Connection } from "../provider.js";
import type { Ledger } from "../runs/ledger.js";
import type { RunFile } from "../runs/run-file.js";
import { scoreTest } from "../score-test.js";
import { openSplit } from "./run-splits.js";

/** What a run's test file is scored with. */
export interface ScoringPowers {
  /** The folder whose runs these are. */
  readonly folder: string;
  readonly ledger: Ledger;
  /** To the local engine: a test file is sent nowhere. */
  readonly connection: Connection;
  /** Told where the test file is no longer what it was. */
  readonly onChanged: (path: string) => void;
}

/** The run with the accuracy on its test file, written down, where it has one and a model. */
export async function scoreRun(run: RunFile, powers: ScoringPowers): Promise<RunFile> {
  const { test } = run.files;
  if (test === null || run.model === null) return run;
  const content = await openSplit(test, powers.folder);
  if (content === undefined) {
    powers.onChanged(test.path);
    return run;
  }
  const testAccuracy = await scoreTest(content, run.model, powers.connection);
  if (testAccuracy === undefined) return run;
  const step = run.metrics?.step ?? 0;
  const scored: RunFile = { ...run, metrics: { step, ...run.metrics, testAccuracy } };
  await powers.ledger.write(scored);
  return scored;
}
