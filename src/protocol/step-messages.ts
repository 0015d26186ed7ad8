import type { LabelCount } from "../core/prepare/prepared-dataset.js";
import type { Conflicts, DuplicateKind, SplitName } from "../core/prepare/recipe/recipe.js";
import type { PartSize } from "../core/prepare/single/dataset-step.js";
import type { JudgedProposal } from "../core/prepare/synthetic/judge-proposals.js";

/** A dataset as the editor has it. */
export interface DatasetText {
  /** Where its file is; `null` for one that is not saved. */
  readonly path: string | null;
  /** As people are told of it. */
  readonly name: string;
  /** What the editor holds; `null` where the file is to be read. */
  readonly text: string | null;
}

/** A value, and how many records have it. */
export interface CountedValue {
  readonly text: string;
  readonly count: number;
}

/** A field whose values are few enough to part records by. */
export interface DatasetField {
  readonly name: string;
  /** How many different ones there are; `null` for more than 1,000. */
  readonly different: number | null;
  /** The labels that its values are, the most frequent first; `null` where they are none. */
  readonly labels: readonly CountedValue[] | null;
}

/** What there is to know of a dataset before a step is done to it. */
export type DatasetLook =
  | {
      readonly kind: "dataset";
      readonly format: string;
      readonly records: number;
      /** The labels that its answers are; `null` where those are free texts. */
      readonly labels: readonly CountedValue[] | null;
      /** Labels that are most likely another one, each with that. */
      readonly odd: readonly (readonly [label: string, usual: string])[];
      readonly fields: readonly DatasetField[];
    }
  /** No step can be done to it; `line` is from 0. */
  | { readonly kind: "unusable"; readonly line: number | null; readonly message: string }
  | { readonly kind: "stopped" };

/** A `DatasetStep` as it crosses to another process. */
export type WantedStep =
  | {
      readonly kind: "split";
      readonly sizes: readonly (readonly [SplitName, PartSize])[];
      readonly stratify: readonly string[];
      readonly group: readonly string[];
    }
  | { readonly kind: "sample"; readonly size: PartSize; readonly stratify: readonly string[] }
  | { readonly kind: "shuffle" }
  | {
      readonly kind: "deduplicate";
      readonly by: DuplicateKind;
      readonly threshold: number;
      readonly conflicts: Conflicts;
    }
  | {
      readonly kind: "balance";
      readonly maximumPerLabel: number | null;
      readonly minimumPerLabel: number | null;
    }
  | {
      readonly kind: "merge-labels";
      readonly renamed: readonly (readonly [label: string, wanted: string])[];
      readonly dropped: readonly string[];
    };

/** What becomes of the result: nothing, files beside the dataset, or a change of what the editor holds. */
export type StepOutputKind = "none" | "files" | "document";

/** Asks for a step, or for its counts. `ticket` names the work, for its progress and to stop it. */
export interface StepOrder {
  readonly ticket: string;
  readonly dataset: DatasetText;
  readonly step: WantedStep;
  /** The field with the label; `null` for the answer. */
  readonly labelField: string | null;
  readonly seed: number;
  readonly output: StepOutputKind;
  /** Whether files that are there may be replaced. */
  readonly mayReplace: boolean;
}

/** A line of a document, from 0, that becomes another one, or is taken out. */
export interface LineChange {
  readonly line: number;
  readonly text: string | null;
}

/** What becomes of a document. `lines` is how many it had, to be sure that it is the same. */
export type DocumentChange =
  | { readonly kind: "lines"; readonly lines: number; readonly changes: readonly LineChange[] }
  | { readonly kind: "whole"; readonly text: string };

/** One of the files of a result. */
export interface SteppedPart {
  readonly split: SplitName;
  readonly path: string | null;
  readonly records: number;
  /** How many of them are copies, made to balance labels. */
  readonly copies: number;
}

/** What came of a step. */
export type StepOutcome =
  | {
      readonly kind: "done";
      readonly read: number;
      readonly renamed: number;
      readonly dropped: number;
      /** The most frequent labels, as they are in the result. */
      readonly labels: readonly LabelCount[] | null;
      readonly labelCount: number;
      readonly parts: readonly SteppedPart[];
      /** Of these paths something is there already. */
      readonly existing: readonly string[];
      readonly notes: readonly string[];
      readonly change: DocumentChange | null;
    }
  | { readonly kind: "refused"; readonly reasons: readonly string[] }
  /** Prompts have several answers, and nobody has said which of them stays. */
  | { readonly kind: "conflicting"; readonly prompts: number; readonly records: number }
  /** Files are there that may not be replaced. Nothing was written. */
  | { readonly kind: "exists"; readonly paths: readonly string[] }
  | { readonly kind: "stopped" };

/** What was found that can be better in prompts and completions, as OpenAI's tool found it. */
export interface PairFinding {
  readonly name: string;
  readonly message: string;
  /** What is to be done about it; `null` where it is only told. */
  readonly title: string | null;
  /** Whether files are written with it in any case. */
  readonly isNecessary: boolean;
  /** Records before and after it, where all steps before it are done. */
  readonly in: number;
  readonly out: number;
}

/** What `prepare` would do to a file. */
export type PairsLook =
  | {
      readonly kind: "pairs";
      readonly read: number;
      readonly findings: readonly PairFinding[];
      /** Why it has to be written anew whatever is in it; `null` where it need not be. */
      readonly conversion: string | null;
      readonly isClassification: boolean;
      /** Whether what the editor holds can be changed in place: one record on each line. */
      readonly areLines: boolean;
      readonly notes: readonly string[];
    }
  | { readonly kind: "unusable"; readonly message: string; readonly notes: readonly string[] }
  | { readonly kind: "stopped" };

/** Asks for prompts and completions to be prepared. */
export interface PairsOrder {
  readonly ticket: string;
  readonly dataset: DatasetText;
  /** The names of the findings that something is to be done about. */
  readonly chosen: readonly string[];
  readonly isSplit: boolean;
  readonly output: "files" | "document";
}

/** What came of it. */
export type PairsOutcome =
  | {
      readonly kind: "prepared";
      readonly parts: readonly { readonly path: string; readonly records: number }[];
      readonly change: DocumentChange | null;
      /** What whoever asks the tuned model has to know. */
      readonly separator: string;
    }
  | { readonly kind: "unusable"; readonly message: string; readonly notes: readonly string[] }
  | { readonly kind: "stopped" };

/** Asks what a model has to be told to write records of some labels. */
export interface ExamplesOrder {
  readonly ticket: string;
  readonly dataset: DatasetText;
  /** The field with the label; `null` for the answer. */
  readonly labelField: string | null;
  readonly wanted: readonly { readonly label: string; readonly count: number }[];
}

/** What it has to be told, label by label. */
export type ExamplesRequest =
  { readonly kind: "request"; readonly texts: readonly string[] } | { readonly kind: "stopped" };

/** What a model has answered to the request for a label. */
export interface ExamplesAnswer {
  readonly label: string;
  readonly text: string;
}

/** What became of proposals. */
export type JudgedProposals =
  | { readonly kind: "judged"; readonly proposals: readonly JudgedProposal[] }
  | { readonly kind: "stopped" };

/** Records that a person has accepted. */
export interface AcceptedRecords {
  /** The folder whose marks are written. */
  readonly folder: string;
  readonly model: string;
  /** The day, as `YYYY-MM-DD`. */
  readonly date: string;
  readonly records: readonly { readonly label: string; readonly line: string }[];
}

/** What the process that prepares datasets does to single ones. */
export interface DatasetStepApi {
  describeDataset(arg: { readonly ticket: string; readonly dataset: DatasetText }): DatasetLook;
  doStep(arg: StepOrder): StepOutcome;
  lookAtPairs(arg: { readonly ticket: string; readonly dataset: DatasetText }): PairsLook;
  preparePairs(arg: PairsOrder): PairsOutcome;
  requestExamples(arg: ExamplesOrder): ExamplesRequest;
  judgeExamples(
    arg: ExamplesOrder & { readonly answers: readonly ExamplesAnswer[] },
  ): JudgedProposals;
  /** Marks records as written by a model, before they are written anywhere. */
  markSynthetic(arg: AcceptedRecords): void;
}
