import type { RecipeProblem, SplitName } from "./recipe/recipe.js";
import type { SourceProblem } from "./source-rows.js";

/** The steps of a recipe, in the order in which they are done. */
export const stepNames = [
  "read",
  "where",
  "labels",
  "keep",
  "deduplicate",
  "split",
  "balance",
] as const;

/** The name of a step. */
export type StepName = (typeof stepNames)[number];

/** What a step was given and what it left: rows, from `keep` on records. */
export interface PreparedStep {
  readonly step: StepName;
  readonly in: number;
  readonly out: number;
}

/** One of the files to be written. */
export interface PreparedPart {
  readonly name: SplitName;
  /** The records in the order in which they are written, by their numbers in the store. */
  readonly records: Uint32Array<ArrayBuffer>;
  /** The lines, from 0 and ascending, that are copies of records which stand there too. */
  readonly copies: Uint32Array<ArrayBuffer>;
  /** The `weight` of each record, by label number; `undefined` where records have none. */
  readonly weights: readonly number[] | undefined;
}

/** How often a label stands in the parts. */
export interface LabelCount {
  readonly label: string;
  /** Among the records that were kept and are no copies. */
  readonly records: number;
  /** In the files, by part. */
  readonly parts: Readonly<Partial<Record<SplitName, number>>>;
}

/** What a recipe makes of its sources. */
export interface PreparedDataset {
  readonly kind: "prepared";
  readonly steps: readonly PreparedStep[];
  readonly parts: readonly PreparedPart[];
  /** `undefined` where answers are free texts. */
  readonly labels: readonly LabelCount[] | undefined;
  /** Of each record in the store the number of its label, and of its row in all sources. */
  readonly labelNumbers: Uint32Array<ArrayBuffer>;
  readonly rowNumbers: Float64Array<ArrayBuffer>;
  /** The records, by their numbers in the store, that are marked as written by a model. */
  readonly synthetic: ReadonlySet<number>;
  /** What is worth knowing; nothing of it kept the recipe from running. */
  readonly notes: readonly RecipeProblem[];
  readonly sourceProblems: readonly SourceProblem[];
}

/** Why nothing can be prepared. */
export interface RefusedDataset {
  readonly kind: "refused";
  readonly problems: readonly RecipeProblem[];
  readonly sourceProblems: readonly SourceProblem[];
}
