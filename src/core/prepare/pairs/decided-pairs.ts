import type { AnalysedPairs, AnalysedStep } from "./pair-steps.js";
import type { Pair, PairStepName } from "./pair.js";

/** A step with what was decided on it, and the number of examples before and after. */
export interface DecidedStep extends AnalysedStep {
  readonly decision: "none" | "necessary" | "accepted" | "declined";
}

/** Pairs after all decisions. */
export interface DecidedPairs {
  readonly pairs: readonly Pair[];
  readonly steps: readonly DecidedStep[];
}

/** Does what is recommended and accepted, in the order of the steps. */
export async function decidePairs(
  { pairs: analysed, steps }: AnalysedPairs,
  accepts: (title: string, about: PairStepName) => Promise<boolean>,
): Promise<DecidedPairs> {
  const decided: DecidedStep[] = [];
  let pairs = analysed;
  for (const { step, ...counts } of steps) {
    const { action } = step;
    if (action?.isNecessary === true) {
      decided.push({ step, decision: "necessary", ...counts });
      continue;
    }
    const before = pairs.length;
    const isAccepted = action !== undefined && (await accepts(action.title, step.name));
    if (isAccepted) pairs = action.apply(pairs);
    const decision = action === undefined ? "none" : isAccepted ? "accepted" : "declined";
    decided.push({ step, decision, in: before, out: pairs.length });
  }
  return { pairs, steps: decided };
}
