/**
 * The exponential moving average of values, `weight` (from 0, nothing, to below 1) being how much of
 * the past stays at each one. What the first values lack of a past is made up for, as TensorBoard
 * does: v̂ᵢ = vᵢ / (1 − weightⁱ).
 */
export function smooth(values: readonly number[], weight: number): readonly number[] {
  if (weight === 0) return values;
  let average = 0;
  let share = 1;
  return values.map((value) => {
    average = average * weight + (1 - weight) * value;
    share *= weight;
    return average / (1 - share);
  });
}
