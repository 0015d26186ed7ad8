import type { CurveChange, CurveColumns, RunPageState, ShownRun } from "../../protocol/run-page.js";
import { curveNames } from "../../protocol/run-page.js";

/** What the page knows. */
export interface RunModel {
  readonly runs: readonly ShownRun[];
  /** By the run's file. */
  readonly curves: ReadonlyMap<string, CurveColumns>;
}

/** What a page knows before it was told anything. */
export const emptyModel: RunModel = { runs: [], curves: new Map() };

/** The model with what is new; `undefined` where something between is missing. */
export function updated(model: RunModel, { runs, curves }: RunPageState): RunModel | undefined {
  const shown = new Set(runs.map(({ file }) => file));
  const known = new Map([...model.curves].filter(([file]) => shown.has(file)));
  for (const change of curves) {
    const before = known.get(change.file);
    if (change.from > (before?.steps.length ?? 0)) return undefined;
    known.set(change.file, joined(before, change));
  }
  return { runs, curves: known };
}

function joined(before: CurveColumns | undefined, { from, columns }: CurveChange): CurveColumns {
  if (before === undefined || from === 0) return columns;
  const values = curveNames.map((name) => [
    name,
    [...before[name].slice(0, from), ...columns[name]],
  ]);
  const steps = [...before.steps.slice(0, from), ...columns.steps];
  // One entry for each of the names.
  return { steps, ...Object.fromEntries(values) } as CurveColumns;
}
