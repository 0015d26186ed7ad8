import type { Planned } from "../core/dataset/check-plan.js";
import type { DatasetRule, Suspect } from "../core/rules/rule.js";

/** What one dataset rule suspects, in the order of the file. */
export interface RuleSuspects {
  readonly planned: Planned<DatasetRule>;
  readonly found: readonly Suspect[];
}

/** The suspects on a line, of many that are in the order of the file. */
export function suspectsOn(
  found: readonly Suspect[],
  line: number,
  lineOf: (ref: number) => number,
): readonly Suspect[] {
  let low = 0;
  let high = found.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (lineOf(found[middle]?.ref ?? 0) < line) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < found.length && lineOf(found[end]?.ref ?? 0) === line) end += 1;
  return found.slice(low, end);
}
