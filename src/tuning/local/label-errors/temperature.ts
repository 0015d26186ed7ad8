/** Below that a probability counts as this: a logarithm of nothing says nothing. */
const leastProbability = 1e-12;
const lowest = 0.25;
const highest = 8;
const steps = 24;
/** So many of the texts with the greatest losses are left out: their labels may be wrong. */
const leftOutShare = 0.02;
const goldenRatio = (Math.sqrt(5) - 1) / 2;

/** Probabilities of all labels for a text, and which label it has. */
export interface Judged {
  readonly probabilities: Float32Array;
  readonly label: number;
}

/**
 * The temperature that makes probabilities true on texts with known labels: those of Guo and
 * others, "On Calibration of Modern Neural Networks" (2017), found by golden-section search for the
 * least loss over all texts but the few with the greatest. From 0.25 to 8; above 1 the classifier was too sure of itself.
 */
export function fittingTemperature(judged: readonly Judged[]): number {
  let [low, high] = [Math.log(lowest), Math.log(highest)];
  const lossAt = (logarithm: number): number => lossOf(judged, Math.exp(logarithm));
  for (let step = 0; step < steps; step += 1) {
    const span = (high - low) * goldenRatio;
    if (lossAt(high - span) < lossAt(low + span)) high = low + span;
    else low = high - span;
  }
  return Math.exp((low + high) / 2);
}

/** The probabilities at a temperature, into `into`; they add up to 1. */
export function atTemperature(
  probabilities: Float32Array,
  temperature: number,
  into: Float64Array,
): Float64Array {
  let sum = 0;
  for (const [label, probability] of probabilities.entries()) {
    const power = Math.max(probability, leastProbability) ** (1 / temperature);
    into[label] = power;
    sum += power;
  }
  for (let label = 0; label < into.length; label += 1) into[label] = (into[label] ?? 0) / sum;
  return into;
}

/** Sum of the negative logarithms of the probabilities of the right labels, in nats. */
function lossOf(judged: readonly Judged[], temperature: number): number {
  const losses = judged.map(({ probabilities, label }) => {
    const row = atTemperature(probabilities, temperature, new Float64Array(probabilities.length));
    return -Math.log(row[label] ?? leastProbability);
  });
  const kept = losses.length - Math.ceil(losses.length * leftOutShare);
  return losses
    .toSorted((one, other) => one - other)
    .slice(0, kept)
    .reduce((sum, loss) => sum + loss, 0);
}
