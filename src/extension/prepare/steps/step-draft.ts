import type { DatasetLook, StepOutcome, WantedStep } from "../../../protocol/step-messages.js";
import type { DatasetSubject } from "./dataset-subject.js";

/** What is known of a dataset that can be changed. */
export type UsableLook = Extract<DatasetLook, { kind: "dataset" }>;

/** What a step makes of a dataset. */
export type Done = Extract<StepOutcome, { kind: "done" }>;

/** Where the result goes: the document itself, files beside it, or a new document. */
export type Destination = "document" | "files" | "untitled";

/** A step as far as a person has said what it shall do. */
export interface StepDraft {
  readonly subject: DatasetSubject;
  readonly look: UsableLook;
  readonly step: WantedStep;
  readonly labelField: string | null;
  readonly seed: number;
  /** Prompts with several answers that the step has met, and their records. */
  readonly conflicts: { readonly prompts: number; readonly records: number } | undefined;
  /** Labels that were chosen to become one; `undefined` where those are merged that were found. */
  readonly chosen: readonly string[] | undefined;
  readonly destination: Destination | undefined;
}

/** The seed that all steps have where nobody says another. */
export const usualSeed = 42;

/** The steps as people choose them. */
export type StepKind = WantedStep["kind"];

/** The labels that a step goes by. */
export function labelsOf({ look, labelField }: StepDraft): UsableLook["labels"] {
  if (labelField === null) return look.labels;
  return look.fields.find(({ name }) => name === labelField)?.labels ?? null;
}
