import * as l10n from "@vscode/l10n";
import { error } from "../recipe/check-shape.js";
import type { RecipeProblem } from "../recipe/recipe.js";
import type { PrepareWatch } from "../prepare-dataset.js";
import type { CompiledRecipe } from "../records/compile-recipe.js";
import type { RecordTable } from "../records/record-table.js";
import { columnOf } from "../records/record-table.js";
import type { RecordStore } from "../record-store.js";
import type { RecordKeys } from "./deduplicate.js";
import { deduplicate } from "./deduplicate.js";
import { nearCopies } from "./near-copies.js";

/** Prompts that have several answers. */
export interface ConflictCount {
  readonly prompts: number;
  /** How many records have such a prompt. */
  readonly records: number;
  /** The first rows with them. */
  readonly rows: readonly number[];
}

/** The records that are no copies, ascending; or prompts with several answers that nobody decided on. */
export type UniqueRecords =
  | { readonly records: Uint32Array<ArrayBuffer>; readonly notes: readonly RecipeProblem[] }
  | { readonly problems: readonly RecipeProblem[]; readonly conflicts: ConflictCount };

/** The step `deduplicate`. */
export async function removeCopies(
  { recipe, format }: Pick<CompiledRecipe, "recipe" | "format">,
  { table, store }: { readonly table: RecordTable; readonly store: RecordStore },
  watch: PrepareWatch,
): Promise<UniqueRecords> {
  const { by, threshold, span } = recipe.deduplicate;
  const all = Uint32Array.from({ length: table.length }, (_, record) => record);
  if (by === "none") return { records: all, notes: [] };
  const found = deduplicate(keysFor(by, table), recipe.conflicts);
  const firstRows = found.examples.map((record) => table.rows.get(record));
  const rows = firstRows.join(", ");
  const place = span ?? recipe.format.span;
  if (found.conflicts > 0 && recipe.conflicts === "error") {
    const message = l10n.t(
      '{0} prompts have several completions ({1} records; the first rows are {2}). Say with "conflicts" which of them stays: first, majority or drop.',
      found.conflicts,
      found.conflictingRecords,
      rows,
    );
    const { conflicts: prompts, conflictingRecords: records } = found;
    return { problems: [error(place, message)], conflicts: { prompts, records, rows: firstRows } };
  }
  if (by === "near") {
    const steps = nearCopies(store, format, { isKept: found.isKept, threshold });
    for (const record of await finish(steps, watch)) found.isKept[record] = 0;
  }
  const records = all.filter((record) => found.isKept[record] === 1);
  if (found.conflicts === 0) return { records, notes: [] };
  const message = l10n.t(
    "{0} prompts had several completions ({1} records; the first rows are {2}).",
    found.conflicts,
    found.conflictingRecords,
    rows,
  );
  return { records, notes: [{ span: place, message, severity: "information" }] };
}

function keysFor(by: "record" | "prompt" | "normalised" | "near", table: RecordTable): RecordKeys {
  const { length } = table;
  switch (by) {
    case "record": {
      const records = columnOf(table.records, length);
      return { prompts: records, answers: records };
    }
    case "prompt":
      return { prompts: columnOf(table.prompts, length), answers: columnOf(table.answers, length) };
    case "normalised":
    case "near":
      return {
        prompts: columnOf(table.plainPrompts, length),
        answers: columnOf(table.plainAnswers, length),
      };
  }
}

const stepsPerPause = 1_000;

async function finish<Result>(
  steps: Generator<void, Result>,
  watch: PrepareWatch,
): Promise<Result> {
  for (let done = 0; ; done += 1) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (done % stepsPerPause > 0) continue;
    watch.progress("deduplicate", done);
    await watch.pause();
    watch.signal.throwIfAborted();
  }
}
