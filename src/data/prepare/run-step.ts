import type { SplitName } from "../../core/prepare/recipe/recipe.js";
import type { PrepareWatch } from "../../core/prepare/prepare-dataset.js";
import type { PreparedPart } from "../../core/prepare/prepared-dataset.js";
import type { SteppedDataset } from "../../core/prepare/single/run-dataset-step.js";
import { runDatasetStep } from "../../core/prepare/single/run-dataset-step.js";
import type { StepPlan } from "../../core/prepare/single/take-records.js";
import type { DatasetFile } from "../dataset-file.js";
import type { WrittenFile } from "./output-set.js";
import { recoverOutputs } from "./output-journal.js";
import { hashOnly, OutputSet } from "./output-set.js";
import { SpillStore } from "./spill-store.js";

/** A step that is to be done to a file. */
export interface StepRequest {
  readonly file: DatasetFile;
  readonly plan: StepPlan;
  readonly seed: number;
  /** Where a part goes; what is there is replaced. */
  readonly pathOf: (part: SplitName) => string;
  readonly isDry: boolean;
}

/** A file that was written, or would be. */
export interface StepOutput extends WrittenFile {
  readonly split: SplitName;
  readonly records: number;
  /** How many of them are copies, made to balance labels. */
  readonly copies: number;
}

/** What came of a step. */
export type StepResult = SteppedDataset & { readonly outputs: readonly StepOutput[] };

/**
 * Does one step to a dataset and writes what comes of it: all files or none. Memory is bounded but
 * for some hundred bytes for each record. Throws a `UserError` where a file cannot be written.
 */
export async function runStep(request: StepRequest, watch: PrepareWatch): Promise<StepResult> {
  const { file, plan, seed } = request;
  const store = new SpillStore();
  try {
    const stepped = await runDatasetStep(file, { ...plan, seed, store }, watch);
    if (stepped.kind !== "stepped") return { ...stepped, outputs: [] };
    return { ...stepped, outputs: await writeParts(stepped.parts, { request, store, watch }) };
  } finally {
    store.close();
  }
}

interface Writing {
  readonly request: StepRequest;
  readonly store: SpillStore;
  readonly watch: PrepareWatch;
}

async function writeParts(
  parts: readonly PreparedPart[],
  { request, store, watch }: Writing,
): Promise<readonly StepOutput[]> {
  const paths = parts.map(({ name }) => request.pathOf(name));
  if (!request.isDry) recoverOutputs(paths.at(-1) ?? "", paths);
  const set = new OutputSet();
  try {
    const outputs: StepOutput[] = [];
    for (const { name, records, copies } of parts) {
      const path = request.pathOf(name);
      const output = request.isDry ? hashOnly(path) : set.add(path);
      for (let from = 0; from < records.length; from += recordsPerWrite) {
        const some = Array.from(records.subarray(from, from + recordsPerWrite));
        output.write(Buffer.concat(some.map((record) => store.bytes(record))));
        watch.progress("balance", from);
        await watch.pause();
        watch.signal.throwIfAborted();
      }
      const counts = { records: records.length, copies: copies.length };
      outputs.push({ ...output.written(), split: name, ...counts });
    }
    set.commit();
    return outputs;
  } finally {
    set.discard();
  }
}

const recordsPerWrite = 1000;
