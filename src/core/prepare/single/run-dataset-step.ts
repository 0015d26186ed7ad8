import type { ByteSource } from "../../dataset/line-reader.js";
import type { PrepareWatch } from "../prepare-dataset.js";
import type { LabelCount, PreparedPart } from "../prepared-dataset.js";
import type { RecipeProblem } from "../recipe/recipe.js";
import { RecordTable } from "../records/record-table.js";
import type { RecordStore } from "../record-store.js";
import { makeParts } from "../steps/make-parts.js";
import type { ConflictCount } from "../steps/remove-copies.js";
import { removeCopies } from "../steps/remove-copies.js";
import type { FaultyLine, StepPlan, TakenRecords } from "./take-records.js";
import { recipeOfStep } from "./dataset-step.js";
import { takeRecords } from "./take-records.js";

/** What a step made of a dataset, by the numbers of the records in the store; or why it cannot. */
export type SteppedDataset =
  | { readonly kind: "faulty"; readonly fault: FaultyLine }
  | { readonly kind: "unknown"; readonly fields: readonly string[] }
  | { readonly kind: "refused"; readonly problems: readonly RecipeProblem[] }
  /** Nobody has said which answer of a prompt stays. */
  | { readonly kind: "conflicting"; readonly conflicts: ConflictCount }
  | {
      readonly kind: "stepped";
      readonly taken: TakenRecords;
      readonly parts: readonly PreparedPart[];
      /** Of each record in the store its line, from 1. */
      readonly lines: Float64Array<ArrayBuffer>;
      /** `undefined` where answers are free texts. */
      readonly labels: readonly LabelCount[] | undefined;
      readonly notes: readonly RecipeProblem[];
    };

const recordsPerPause = 1000;

/**
 * Does one step of a recipe to a dataset.
 *
 * @throws the signal's reason when it is aborted
 */
export async function runDatasetStep(
  source: ByteSource,
  { seed, store, ...plan }: StepPlan & { readonly seed: number; readonly store: RecordStore },
  watch: PrepareWatch,
): Promise<SteppedDataset> {
  const recipe = recipeOfStep(plan.step, plan.format.id, seed);
  const table = new RecordTable(plan.format, needsPlain(plan));
  const taken = await finish(takeRecords(source, plan, { table, store }), watch);
  if (taken.fault !== undefined) return { kind: "faulty", fault: taken.fault };
  if (taken.unknown.length > 0) return { kind: "unknown", fields: taken.unknown };
  const compiled = { recipe, format: plan.format };
  const unique = await removeCopies(compiled, { table, store }, watch);
  if ("problems" in unique) return { kind: "conflicting", conflicts: unique.conflicts };
  const made = makeParts(compiled, table, unique.records);
  if ("problems" in made) return { kind: "refused", problems: made.problems };
  const { parts, labels, rowNumbers: lines } = made;
  const notes = [...unique.notes, ...made.notes];
  return { kind: "stepped", taken, parts, lines, labels, notes };
}

/** Whether records are compared without what does not count. */
function needsPlain({ step }: StepPlan): boolean {
  if (step.kind === "split" || step.kind === "sample") return true;
  return step.kind === "deduplicate" && (step.by === "normalised" || step.by === "near");
}

async function finish(
  steps: Generator<number, TakenRecords>,
  watch: PrepareWatch,
): Promise<TakenRecords> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (step.value % recordsPerPause > 0) continue;
    watch.progress("read", step.value);
    await watch.pause();
    watch.signal.throwIfAborted();
  }
}
