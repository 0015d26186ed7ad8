import { smooth } from "./smooth.js";

/** A line in a chart. */
export interface Series {
  readonly label: string;
  /** Which colour and which mark it has, from 0. */
  readonly colour: number;
  /** Few points, each marked, on a dashed line; else many on a solid one. */
  readonly isSparse: boolean;
  readonly steps: readonly number[];
  readonly values: readonly number[];
}

/** A line as it is drawn: what people look at, and the same before it was smoothed. */
export interface DrawnSeries extends Series {
  readonly raw: readonly number[] | undefined;
}

/** Smoothes the lines that have many points; `weight` as in `smooth`. */
export function smoothed(series: readonly Series[], weight: number): readonly DrawnSeries[] {
  return series.map((line) =>
    line.isSparse || weight === 0
      ? { ...line, raw: undefined }
      : { ...line, values: smooth(line.values, weight), raw: line.values },
  );
}

/** A line of the steps that have a value. */
export function knownValues(
  steps: readonly number[],
  values: readonly (number | null)[],
): Pick<Series, "steps" | "values"> {
  const known: { steps: number[]; values: number[] } = { steps: [], values: [] };
  values.forEach((value, index) => {
    const step = steps[index];
    if (value === null || step === undefined) return;
    known.steps.push(step);
    known.values.push(value);
  });
  return known;
}

/** The index of the step that is nearest; `undefined` where there is none. `steps` must rise. */
export function nearest(steps: readonly number[], step: number): number | undefined {
  if (steps.length === 0) return undefined;
  let low = 0;
  let high = steps.length - 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((steps[middle] ?? 0) < step) low = middle + 1;
    else high = middle;
  }
  const before = steps[low - 1];
  const here = steps[low] ?? 0;
  return before !== undefined && step - before <= here - step ? low - 1 : low;
}
