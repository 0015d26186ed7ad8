import type { LabelDistribution, LabelLikelihood, ScoredText } from "./inspection.js";
import { entropyOf, probabilityOf } from "./token-metrics.js";

/** A label of a dataset, and how likely a model finds it. */
export interface ScoredLabel {
  readonly label: string;
  readonly scored: Pick<ScoredText, "atMost" | "logprob">;
}

/**
 * How the labels of a dataset stand to each other. Normalised means divided by the sum of all that
 * are known: how likely each is where the answer is one of these. A label that another one starts
 * with has a bound only where scores are of answers that begin so.
 */
export function labelDistribution(
  scores: readonly ScoredLabel[],
  expected: string | null,
): LabelDistribution {
  const raw = scores.map(({ label, scored: { logprob, atMost } }) => ({
    label,
    probability: logprob === null ? null : probabilityOf(logprob),
    atMost,
  }));
  const sum = raw.reduce((total, { probability }) => total + (probability ?? 0), 0);
  const labels = raw
    .map((one) => ({ ...one, normalised: shareOf(one.probability, sum) }))
    .sort((a, b) => (b.probability ?? -1) - (a.probability ?? -1) || b.atMost - a.atMost);
  const known = labels.filter(({ probability }) => probability !== null);
  const own = scores.some(({ label }) => label === expected) ? expected : null;
  return {
    labels,
    predicted: known[0]?.label ?? null,
    expected: own,
    margin: marginOf(known, own),
    entropy: known.length === 0 ? null : entropyOf(known.map((one) => one.normalised ?? 0)),
  };
}

function shareOf(probability: number | null, sum: number): number | null {
  if (probability === null) return null;
  return sum > 0 ? probability / sum : 0;
}

/** The expected label's share less the largest other one; without it, the first less the second. */
function marginOf(known: readonly LabelLikelihood[], expected: string | null): number | null {
  const own = known.find(({ label }) => label === expected) ?? known[0];
  if (own === undefined || (expected !== null && own.label !== expected)) return null;
  const others = known.filter((one) => one !== own).map((one) => one.normalised ?? 0);
  return (own.normalised ?? 0) - Math.max(0, ...others);
}
