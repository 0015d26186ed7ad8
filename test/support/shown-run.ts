import { runFacts } from "../../src/extension/run-page/run-facts.js";
import type { CurveColumns, RunFacts } from "../../src/protocol/run-page.js";
import { runOf } from "./new-run.js";

/** What a page shows of a run of which nothing special is known. */
export function shownFacts(change: Partial<RunFacts> = {}): RunFacts {
  const run = runOf("{}\n", "local", Date.UTC(2026, 10, 22, 14, 3));
  return {
    ...runFacts({ ...run, status: "running", job: "ftjob-1", jobStatus: "running" }, {}),
    hyperparameters: [{ name: "n_epochs", chosen: 4, used: 4 }],
    splits: [],
    ...change,
  };
}

/** Training losses, step by step from 1. */
export function lossColumns(losses: readonly (number | null)[]): CurveColumns {
  const none = losses.map(() => null);
  return {
    steps: losses.map((_, index) => index + 1),
    trainingLoss: losses,
    validationLoss: none,
    trainingAccuracy: none,
    validationAccuracy: none,
    trainingReward: none,
    validationReward: none,
  };
}
