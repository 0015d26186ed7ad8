import type { CurveColumns, RunFacts } from "../../protocol/run-page.js";

/**
 * The steps at which epochs end, as far as they are known: from the total of steps where the job
 * tells it or the run is over, else from the checkpoints, which are written at the end of epochs.
 */
export function epochEnds(facts: RunFacts, curve: CurveColumns | undefined): readonly number[] {
  const epochs = epochsOf(facts);
  const total = facts.totalSteps ?? (facts.status === "succeeded" ? curve?.steps.at(-1) : null);
  if (epochs !== null && total !== null && total !== undefined) {
    return Array.from({ length: epochs }, (_, index) => Math.round((total * (index + 1)) / epochs));
  }
  return facts.checkpoints.flatMap(({ step }) => (step === null ? [] : [step]));
}

/** A sensible number of epochs: nobody can read a thousand marks. */
const mostEpochs = 1_000;

function epochsOf({ hyperparameters }: RunFacts): number | null {
  const epochs = hyperparameters.find(({ name }) => name === "n_epochs");
  const count = epochs?.used ?? epochs?.chosen ?? null;
  return count !== null && Number.isInteger(count) && count >= 1 && count <= mostEpochs
    ? count
    : null;
}
