import type { CurveChange, CurveColumns } from "../../protocol/run-page.js";
import { curveNames } from "../../protocol/run-page.js";
import { Curve } from "../../tuning/runs/curve.js";

/** The numbers of a run's CSV, as its page takes them. */
export function curveColumns(csv: string | undefined): CurveColumns {
  const curve = new Curve();
  if (csv !== undefined) curve.addCsv(csv);
  const { points } = curve;
  const steps = points.map(({ step }) => step);
  const values = curveNames.map((name) => [name, points.map((point) => point[name] ?? null)]);
  // One entry for each of the names.
  return { steps, ...Object.fromEntries(values) } as CurveColumns;
}

/**
 * What a page that knows `before` has to be told for it to know `now`: what differs to the end, so
 * that a long run does not send all of its steps with each new one. `undefined` where nothing does.
 */
export function curveChange(
  file: string,
  before: CurveColumns,
  now: CurveColumns,
): CurveChange | undefined {
  const from = firstDifference(before, now);
  if (from === now.steps.length && from === before.steps.length) return undefined;
  const values = curveNames.map((name) => [name, now[name].slice(from)]);
  // One entry for each of the names.
  const columns = { steps: now.steps.slice(from), ...Object.fromEntries(values) } as CurveColumns;
  return { file, from, columns };
}

function firstDifference(before: CurveColumns, now: CurveColumns): number {
  const shared = Math.min(before.steps.length, now.steps.length);
  const names = ["steps", ...curveNames] as const;
  let index = 0;
  while (index < shared && names.every((name) => before[name][index] === now[name][index])) {
    index += 1;
  }
  return index;
}

/** The curve of a run of which no step is known. */
export const noCurve: CurveColumns = curveColumns(undefined);
