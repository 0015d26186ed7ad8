/** Settings of one property: seeded so that a failure can be repeated. */
export function propertyRuns(numRuns: number): { readonly seed: number; readonly numRuns: number } {
  return { seed: Number(process.env["TUNEWRIGHT_SEED"] ?? 20_261_122), numRuns };
}
