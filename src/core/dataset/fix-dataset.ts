import { groupBy } from "../group-by.js";
import { byPlace } from "../rules/finding.js";
import type { LineSource } from "./check-dataset.js";
import { checkDatasetAtOnce } from "./check-dataset.js";
import type { CheckOptions } from "./check-plan.js";
import type { FixScope } from "./fix-line.js";
import { fixLine } from "./fix-line.js";

/** One line of the original and what fixes make of it: nothing where they remove it. */
export interface LineFix {
  /** Line counted from 0. */
  readonly line: number;
  /** Without line ending; several where the line is split. */
  readonly becomes: readonly string[];
}

interface WorkingLine {
  readonly text: string;
  readonly origin: number;
}

const mostPasses = 10;

/**
 * Fixes lines in memory until nothing more can be fixed, because a repaired line may need a fix
 * of its own. Gives the changed lines in order; `rule` limits it to one rule's fixes.
 */
export function fixLines(
  lines: readonly string[],
  options: CheckOptions & { readonly scope: FixScope; readonly rule?: string | undefined },
): readonly LineFix[] {
  let working: WorkingLine[] = lines.map((text, origin) => ({ text, origin }));
  for (let pass = 0; pass < mostPasses; pass += 1) {
    const fixed = onePass(working, options);
    if (fixed === undefined) break;
    working = fixed;
  }
  return changedLines(lines, working);
}

/** One pass, or `undefined` where there was nothing left to fix. */
function onePass(
  working: readonly WorkingLine[],
  options: CheckOptions & { readonly scope: FixScope; readonly rule?: string | undefined },
): WorkingLine[] | undefined {
  const source: LineSource = {
    read: () => [working.map(({ text }) => text)],
    lineText: (line) => working[line]?.text ?? "",
  };
  const { findings } = checkDatasetAtOnce(source, options);
  const wanted = findings.filter(({ rule }) => options.rule === undefined || rule === options.rule);
  const byLine = new Map(
    [...groupBy(wanted, ({ line }) => line)].map(([line, found]) => [line, found.sort(byPlace)]),
  );
  let hasChanged = false;
  const next = working.flatMap((current, line) => {
    const fixed = fixLine(current.text, byLine.get(line) ?? [], options.scope);
    if (fixed.kind === "kept") return [current];
    hasChanged = true;
    if (fixed.kind === "removed") return [];
    return fixed.text.split("\n").map((text) => ({ text, origin: current.origin }));
  });
  return hasChanged ? next : undefined;
}

function changedLines(
  lines: readonly string[],
  working: readonly WorkingLine[],
): readonly LineFix[] {
  const byOrigin = groupBy(working, ({ origin }) => origin);
  return lines.flatMap((text, line) => {
    const becomes = (byOrigin.get(line) ?? []).map((current) => current.text);
    return becomes.length === 1 && becomes[0] === text ? [] : [{ line, becomes }];
  });
}
