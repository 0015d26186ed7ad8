import type { CommonEnding } from "./ending-tally.js";
import { EndingTally } from "./ending-tally.js";
import { LabelTally } from "./label-tally.js";
import type { RecordFacts } from "./record-facts.js";
import { isCjkByte } from "./spaceless-script.js";

/** What most records of a dataset have in common: what a single one is measured by. */
export interface Traits {
  /** What most prompts end with. */
  readonly separator: CommonEnding | undefined;
  /** What most completions end with. */
  readonly stop: CommonEnding | undefined;
  /** The line breaks that end more than half of the completions, or nothing. */
  readonly stopLineBreaks: string;
  /** The hash of an ending that is just these line breaks; 0 where it is not known. */
  readonly plainLineBreak: number;
  /**
   * Whether most completions start with a space or a line break, or there are none. Those that start
   * in a script without spaces say nothing of it.
   */
  readonly completionsStartWithSpace: boolean;
  /** Whether most records have a prompt that is one text and not empty. */
  readonly hasPrompts: boolean;
  /** Whether completions take few distinct values: the dataset is made for classification. */
  readonly hasLabels: boolean;
}

/** The traits of a dataset of which nothing is known. */
export const noTraits: Traits = {
  separator: undefined,
  stop: undefined,
  stopLineBreaks: "",
  plainLineBreak: 0,
  completionsStartWithSpace: true,
  hasPrompts: false,
  hasLabels: false,
};

/** Finds the traits of a dataset. Records can be added, removed and merged. */
export class TraitTally {
  readonly #prompts = new EndingTally();
  readonly #completions = new EndingTally();
  readonly #labels = new LabelTally();
  #records = 0;
  /** Prompts that are texts and not empty. */
  #asked = 0;
  /**
   * Completions that are texts, not empty and not in a script without spaces, and those that start
   * with a space or line break.
   */
  #answers = 0;
  #spaced = 0;
  #traits: Traits | undefined;

  add(facts: RecordFacts): void {
    this.#prompts.add(facts.prompt);
    this.#completions.add(facts.completion);
    this.#labels.add(facts.completion);
    this.#count(facts, 1);
  }

  remove(facts: RecordFacts): void {
    this.#prompts.remove(facts.prompt);
    this.#completions.remove(facts.completion);
    this.#labels.remove(facts.completion);
    this.#count(facts, -1);
  }

  merge(other: TraitTally): void {
    this.#prompts.merge(other.#prompts);
    this.#completions.merge(other.#completions);
    this.#labels.merge(other.#labels);
    this.#records += other.#records;
    this.#asked += other.#asked;
    this.#answers += other.#answers;
    this.#spaced += other.#spaced;
    this.#traits = undefined;
  }

  #count({ prompt, completion }: RecordFacts, change: 1 | -1): void {
    this.#records += change;
    if (prompt.length > 0) this.#asked += change;
    if (completion.length > 0 && !isCjkByte(completion.firstByte)) {
      this.#answers += change;
      const { firstByte } = completion;
      if (firstByte === 0x20 || firstByte === 0x0a || firstByte === 0x0d) this.#spaced += change;
    }
    this.#traits = undefined;
  }

  /** Whether the tally has lost sight of something and has to be made anew. */
  get isStale(): boolean {
    return this.#prompts.isStale || this.#completions.isStale || this.#labels.isStale;
  }

  get traits(): Traits {
    this.#traits ??= {
      separator: this.#prompts.common,
      stop: this.#completions.common,
      stopLineBreaks: this.#completions.lineBreaks,
      plainLineBreak: this.#completions.hashOf(this.#completions.lineBreaks),
      completionsStartWithSpace: this.#spaced * 2 >= this.#answers,
      hasPrompts: this.#asked * 2 > this.#records,
      hasLabels: this.#labels.isOfLabels,
    };
    return this.#traits;
  }
}

/** Whether two datasets have the same traits: rules then say the same of each record. */
export function areEqualTraits(a: Traits, b: Traits): boolean {
  return (
    a.separator?.text === b.separator?.text &&
    a.stop?.text === b.stop?.text &&
    a.stopLineBreaks === b.stopLineBreaks &&
    a.completionsStartWithSpace === b.completionsStartWithSpace &&
    a.hasPrompts === b.hasPrompts &&
    a.hasLabels === b.hasLabels
  );
}
