import type { CurveColumns, RunFacts } from "../../src/protocol/run-page.js";

/** What a page shows of a run of which nothing special is known. */
export function shownFacts(change: Partial<RunFacts> = {}): RunFacts {
  return {
    id: "reviews-20261122-a1b2c3d4",
    status: "running",
    provider: "local",
    endpoint: null,
    baseModel: "tunewright-classifier",
    model: null,
    method: "supervised",
    suffix: null,
    seed: 1,
    job: "ftjob-1",
    jobStatus: "running",
    createdAt: Date.UTC(2026, 10, 22, 14, 3),
    finishedAt: null,
    hyperparameters: [{ name: "n_epochs", chosen: 4, used: 4 }],
    splits: [],
    step: null,
    totalSteps: null,
    testAccuracy: null,
    trainedTokens: null,
    cost: null,
    checkpoints: [],
    error: null,
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
  };
}
