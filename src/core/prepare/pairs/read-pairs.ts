import type { PrepareWatch } from "../prepare-dataset.js";
import type { Cell, SourceRows } from "../source-rows.js";
import { columnTexts } from "./column-texts.js";
import type { Pair, PairAction, PairFault, PairStep } from "./pair.js";

/** The pairs of a table, and what was done to have them. */
export interface ReadPairs {
  readonly kind: "read";
  readonly pairs: readonly Pair[];
  readonly steps: readonly PairStep[];
}

/** The column of files that are lines of text. */
const textColumn = "text";

/**
 * Takes the columns `prompt` and `completion` of a table. A file of lines has completions only,
 * whose prompts are empty.
 *
 * @throws the signal's reason when it is aborted
 */
export async function readPairs(
  rows: SourceRows,
  { areLines }: { readonly areLines: boolean },
  watch: PrepareWatch,
): Promise<ReadPairs | PairFault> {
  const names = rows.columns.map(({ name }) => name);
  const prompt = areLines ? undefined : columnNamed(names, "prompt");
  const completion = columnNamed(names, areLines ? textColumn : "completion");
  if (!areLines && prompt === undefined) return missing("prompt", names);
  if (completion === undefined) return missing("completion", names);
  const taken = await takeColumns(rows, [prompt, completion], watch);
  const prompts = columnTexts(taken.cells[0] ?? []);
  const completions = columnTexts(taken.cells[1] ?? []);
  const pairs = taken.numbers.map((row, at) => ({
    row,
    prompt: prompts[at] ?? "",
    completion: completions[at] ?? "",
  }));
  const steps = areLines ? [] : columnSteps(names, prompt ?? 0, completion);
  return { kind: "read", pairs, steps };
}

/** A column by its name, or where there is none by its name in other cases: the first of them. */
function columnNamed(names: readonly string[], name: string): number | undefined {
  const exact = names.indexOf(name);
  const index = exact < 0 ? names.findIndex((one) => one.toLowerCase() === name) : exact;
  return index < 0 ? undefined : index;
}

function missing(name: "prompt" | "completion", names: readonly string[]): PairFault {
  if (names.length === 0) return { name: "read", fault: "The file has no example." };
  const there = `There are: ${names.join(", ")}.`;
  const fault = `The column "${name}" is missing. ${there} Name the columns "prompt" and "completion", or let a recipe make both: tunewright prepare --propose FILE.`;
  return { name: `${name}-column`, fault };
}

interface TakenColumns {
  readonly numbers: readonly number[];
  readonly cells: readonly (readonly Cell[])[];
}

async function takeColumns(
  rows: SourceRows,
  columns: readonly (number | undefined)[],
  { signal, progress }: PrepareWatch,
): Promise<TakenColumns> {
  const numbers: number[] = [];
  const cells = columns.map((): Cell[] => []);
  for await (const batch of rows.batches(signal)) {
    signal.throwIfAborted();
    for (const row of batch) {
      numbers.push(row.number);
      columns.forEach((column, at) => {
        cells[at]?.push(column === undefined ? null : (row.cells[column] ?? null));
      });
    }
    progress("read", numbers.length);
  }
  return { numbers, cells };
}

function columnSteps(
  names: readonly string[],
  prompt: number,
  completion: number,
): readonly PairStep[] {
  const steps = [
    ...renamed(names[prompt] ?? "", "prompt"),
    ...renamed(names[completion] ?? "", "completion"),
  ];
  const others = names.filter((_, at) => at !== prompt && at !== completion);
  if (others.length === 0) return steps;
  const list = others.map((name) => `"${name}"`).join(", ");
  const message = `There are other columns than prompt and completion: ${list}.`;
  const title = `Leave the other columns out: ${list}`;
  return [...steps, { name: "additional-columns", message, action: necessary(title) }];
}

function renamed(name: string, wanted: "prompt" | "completion"): readonly PairStep[] {
  if (name === wanted) return [];
  const message = `The column "${name}" should be called "${wanted}".`;
  const action = necessary(`Call the column "${name}" "${wanted}"`);
  return [{ name: `${wanted}-column`, message, action }];
}

/** Something that is done already when the pairs are read. */
function necessary(title: string): PairAction {
  return { title, isNecessary: true, apply: (pairs) => pairs };
}
