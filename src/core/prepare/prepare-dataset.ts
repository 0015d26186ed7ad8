import * as l10n from "@vscode/l10n";
import type { CompiledRecipe } from "./records/compile-recipe.js";
import { RecordTable } from "./records/record-table.js";
import { RowTaker } from "./records/take-rows.js";
import { error } from "./recipe/check-shape.js";
import type { RecipeProblem } from "./recipe/recipe.js";
import { stepNames } from "./prepared-dataset.js";
import type {
  PreparedDataset,
  PreparedStep,
  RefusedDataset,
  StepName,
} from "./prepared-dataset.js";
import type { RecordStore } from "./record-store.js";
import type { Cell, SourceRows } from "./source-rows.js";
import { DataFindings } from "./findings/data-findings.js";
import { templateFindings } from "./findings/template-findings.js";
import { keyText } from "./templates/template-values.js";
import { removeCopies } from "./steps/remove-copies.js";
import { makeParts } from "./steps/make-parts.js";

/** Who watches a recipe run. */
export interface PrepareWatch {
  /** Aborted to cancel. */
  readonly signal: AbortSignal;
  /** Called now and then: which step, and how many rows or records it has done. */
  readonly progress: (step: StepName, done: number) => void;
  /** Lets others work. */
  readonly pause: () => Promise<void>;
}

/** What a recipe is run on. */
export interface PreparedFrom {
  readonly rows: SourceRows;
  readonly store: RecordStore;
  /** Whether a model has written a row; left out where nobody has marked any. */
  readonly isSynthetic?: ((cells: readonly Cell[]) => boolean) | undefined;
}

/** Faults of rows beyond so many different ones are not told. */
const mostFaults = 20;

/**
 * Runs the steps of a recipe in their order: labels, templates and keep row by row, then copies,
 * parts, balance and order by what is known of the records, which are in the store meanwhile.
 *
 * @throws the signal's reason when it is aborted
 */
export async function prepareDataset(
  compiled: CompiledRecipe,
  { rows, store, isSynthetic }: PreparedFrom,
  watch: PrepareWatch,
): Promise<PreparedDataset | RefusedDataset> {
  const run = new RecipeRun(compiled, { store, isSynthetic }, watch);
  await run.takeRows(rows);
  const sourceProblems = rows.report().problems;
  const hasFailed = sourceProblems.some(({ severity }) => severity === "error");
  if (hasFailed || run.problems.length > 0)
    return { kind: "refused", problems: run.problems, sourceProblems };
  const refused = (problems: readonly RecipeProblem[]): RefusedDataset => ({
    kind: "refused",
    problems,
    sourceProblems,
  });
  const unique = await removeCopies(compiled, { table: run.table, store }, watch);
  if ("problems" in unique) return refused(unique.problems);
  const made = makeParts(compiled, run.table, unique.records);
  if ("problems" in made) return refused(made.problems);
  const left: Readonly<Record<StepName, number>> = {
    read: rows.report().read,
    where: run.rows,
    labels: run.rows - run.left.labels,
    keep: run.table.length,
    deduplicate: unique.records.length,
    split: made.dealt,
    balance: made.parts.reduce((sum, { records }) => sum + records.length, 0),
  };
  return {
    kind: "prepared",
    steps: stepsOf(compiled, left),
    ...made,
    synthetic: run.synthetic,
    notes: run.notes(made.parts).concat(unique.notes, made.notes),
    sourceProblems,
  };
}

/** The steps that a recipe has, with what each of them left. */
function stepsOf(
  compiled: CompiledRecipe,
  left: Readonly<Record<StepName, number>>,
): readonly PreparedStep[] {
  const { where, labels, deduplicate, split, balance } = compiled.recipe;
  const isDone: Readonly<Record<StepName, boolean>> = {
    read: true,
    where: where !== undefined,
    labels: labels !== undefined,
    keep: hasKeep(compiled),
    deduplicate: deduplicate.by !== "none",
    split: split !== undefined,
    balance: balance !== undefined,
  };
  const steps: PreparedStep[] = [];
  for (const step of stepNames.filter((name) => isDone[name])) {
    steps.push({ step, in: steps.at(-1)?.out ?? left.read, out: left[step] });
  }
  return steps;
}

function hasKeep({ recipe: { keep } }: CompiledRecipe): boolean {
  return keep.span.end > keep.span.start;
}

class RecipeRun {
  rows = 0;
  readonly left = { labels: 0, keep: 0 };
  readonly table: RecordTable;
  /** The records that a model has written. */
  readonly synthetic = new Set<number>();
  readonly #compiled: CompiledRecipe;
  readonly #store: RecordStore;
  readonly #isSynthetic: PreparedFrom["isSynthetic"];
  readonly #watch: PrepareWatch;
  readonly #faults = new Map<
    string,
    { readonly problem: RecipeProblem; readonly row: number; count: number }
  >();
  readonly #findings: DataFindings;

  constructor(
    compiled: CompiledRecipe,
    { store, isSynthetic }: Omit<PreparedFrom, "rows">,
    watch: PrepareWatch,
  ) {
    this.#compiled = compiled;
    this.#store = store;
    this.#isSynthetic = isSynthetic;
    this.#watch = watch;
    this.#findings = new DataFindings(compiled);
    const { deduplicate, split } = compiled.recipe;
    const isLoose = deduplicate.by === "normalised" || deduplicate.by === "near";
    this.table = new RecordTable(compiled.format, isLoose || (split?.sizes.size ?? 0) > 0);
  }

  async takeRows(rows: SourceRows): Promise<void> {
    const { signal, progress } = this.#watch;
    const { labelColumn } = this.#compiled;
    const taker = new RowTaker(this.#compiled);
    for await (const batch of rows.batches(signal)) {
      signal.throwIfAborted();
      for (const row of batch) {
        this.rows += 1;
        const taken = taker.take(row);
        if (labelColumn !== undefined)
          this.#findings.addLabel(keyText(row.cells[labelColumn] ?? null));
        if (taken.kind === "left") this.left[taken.step] += 1;
        else if (taken.kind === "fault") this.#addFault(row.number, taken);
        else this.#add({ row: row.number, cells: row.cells }, taken);
      }
      progress("keep", this.rows);
    }
  }

  #add(
    row: { readonly row: number; readonly cells: readonly Cell[] },
    { record, facts }: Extract<ReturnType<RowTaker["take"]>, { kind: "record" }>,
  ): void {
    // With faults nothing is written: what follows is looked at for more of them only.
    if (this.#faults.size > 0) return;
    const line = JSON.stringify(record);
    this.#store.append(line);
    if (this.#isSynthetic?.(row.cells) === true) this.synthetic.add(this.table.length);
    this.table.add({ row: row.row, record, line, facts });
    this.#findings.addRecord(record, { ...row, group: facts.group });
  }

  #addFault(
    row: number,
    { message, span }: { readonly message: string; readonly span: RecipeProblem["span"] },
  ): void {
    const key = `${span.start} ${message.replace(/".*?"/g, "")}`;
    const known = this.#faults.get(key);
    if (known !== undefined) known.count += 1;
    else if (this.#faults.size < mostFaults) {
      this.#faults.set(key, { problem: error(span, message), row, count: 1 });
    }
  }

  get problems(): readonly RecipeProblem[] {
    return [...this.#faults.values()].map(({ problem, row, count }) => ({
      ...problem,
      holdsForFirstRows: true,
      message:
        count === 1
          ? l10n.t("Row {0}: {1}", row, problem.message)
          : l10n.t("Row {0} and {1} more: {2}", row, count - 1, problem.message),
    }));
  }

  /** What is worth knowing of templates and rows. */
  notes(parts: PreparedDataset["parts"]): readonly RecipeProblem[] {
    const members = parts.map(({ records }) => records);
    return [...templateFindings(this.#compiled.recipe), ...this.#findings.problems(members)];
  }
}
