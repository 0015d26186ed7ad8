/** A prompt with its completion, and the row of the source that it was made of, from 1. */
export interface Pair {
  readonly row: number;
  readonly prompt: string;
  readonly completion: string;
}

/** What a model is tuned for, as far as its examples tell. */
export type PairTask = "open-ended" | "classification" | "conditional";

/**
 * What examples are for: without prompts to write, with fewer different completions than a third
 * of the examples to classify, else to answer.
 */
export function taskOf(pairs: readonly Pair[]): PairTask {
  if (pairs.every(({ prompt }) => prompt === "")) return "open-ended";
  const completions = new Set(pairs.map(({ completion }) => completion));
  return completions.size < pairs.length / 3 ? "classification" : "conditional";
}

/** A step of the preparation, in the order in which they are done. */
export type PairStepName =
  | "read"
  | "prompt-column"
  | "completion-column"
  | "additional-columns"
  | "empty-completions"
  | "task"
  | "duplicates"
  | "long-examples"
  | "lower-case-prompts"
  | "lower-case-completions"
  | "prompt-ending"
  | "prompt-beginning"
  | "completion-beginning"
  | "completion-ending"
  | "completion-space";

/** What a step found in the examples. */
export interface PairStep {
  readonly name: PairStepName;
  readonly message: string;
  readonly action?: PairAction;
}

/** What a step does about it. */
export interface PairAction {
  readonly title: string;
  /** Whether the file is of no use without it: nobody is asked. */
  readonly isNecessary: boolean;
  apply(pairs: readonly Pair[]): readonly Pair[];
}

/** Why examples cannot be prepared. */
export interface PairFault {
  readonly name: PairStepName;
  readonly fault: string;
}
