/** Probabilities are counted in so many classes for each power of ten. */
const perDecade = 100;
const decades = 12;
const classes = perDecade * decades;

/**
 * How many labels are found improbable, and how many of them would be if all labels were right:
 * of right labels each text has label k with the probability p(k), so the p(k) of all labels that
 * are below a limit add up to how many right labels are to be expected below it.
 */
export class HonestLimit {
  readonly #expected = new Float64Array(classes);
  readonly #found = new Float64Array(classes);

  /** A text whose labels have these probabilities, and the probability of the label that it has. */
  add(probabilities: Float64Array, own: number): void {
    for (const probability of probabilities) {
      const at = classOf(probability);
      this.#expected[at] = (this.#expected[at] ?? 0) + probability;
    }
    const at = classOf(own);
    this.#found[at] = (this.#found[at] ?? 0) + 1;
  }

  /**
   * The probability up to which at most `share` of the labels that are found are to be expected
   * among right ones; 0 where there is none.
   */
  limit(share: number): number {
    let [expected, found, limit] = [0, 0, 0];
    for (let at = 0; at < classes; at += 1) {
      expected += this.#expected[at] ?? 0;
      found += this.#found[at] ?? 0;
      if (found > 0 && expected <= share * found) limit = upperEnd(at);
    }
    return limit;
  }
}

function classOf(probability: number): number {
  const decade = Math.log10(probability) + decades;
  return Math.min(Math.max(Math.floor(decade * perDecade), 0), classes - 1);
}

/** The greatest probability of a class. */
function upperEnd(at: number): number {
  return 10 ** ((at + 1) / perDecade - decades);
}
