import type { Aggregate } from "./aggregate.js";
import { EndingTally } from "./ending-tally.js";

/** How the prompts of a dataset end. */
export const promptEndings: Aggregate<EndingTally> = {
  empty: () => new EndingTally(),
  add: (tally, _, { prompt }) => tally.add(prompt),
  remove: (tally, _, { prompt }) => tally.remove(prompt),
  merge: (tally, other) => tally.merge(other),
};
