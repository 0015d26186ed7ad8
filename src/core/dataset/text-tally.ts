import { textMark } from "../kernel/text-marks.js";
import type { Aggregate } from "./aggregate.js";
import { OpeningTally } from "./opening-tally.js";
import type { TextFacts } from "./record-facts.js";

/** What prompts or completions have in common: how they start, and in which letters they are. */
export class TextsTally {
  readonly openings = new OpeningTally();
  /** Texts that are not empty, and those mostly in capital letters. */
  total = 0;
  upperCase = 0;

  add(facts: TextFacts): void {
    if (facts.length === 0) return;
    this.total += 1;
    if ((facts.marks & textMark.upperCase) !== 0) this.upperCase += 1;
    this.openings.add(facts);
  }

  remove(facts: TextFacts): void {
    if (facts.length === 0) return;
    this.total -= 1;
    if ((facts.marks & textMark.upperCase) !== 0) this.upperCase -= 1;
    this.openings.remove(facts);
  }

  merge(other: TextsTally): void {
    this.total += other.total;
    this.upperCase += other.upperCase;
    this.openings.merge(other.openings);
  }
}

/** The tallies of prompts and of completions. */
export interface TextTally {
  readonly prompts: TextsTally;
  readonly completions: TextsTally;
}

/** What the texts of a dataset have in common. */
export const textTally: Aggregate<TextTally> = {
  empty: () => ({ prompts: new TextsTally(), completions: new TextsTally() }),
  add({ prompts, completions }, _, { prompt, completion }) {
    prompts.add(prompt);
    completions.add(completion);
  },
  remove({ prompts, completions }, _, { prompt, completion }) {
    prompts.remove(prompt);
    completions.remove(completion);
  },
  merge({ prompts, completions }, other) {
    prompts.merge(other.prompts);
    completions.merge(other.completions);
  },
};
