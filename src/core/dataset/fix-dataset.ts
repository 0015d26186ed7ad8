import { groupBy } from "../group-by.js";
import { byteOrderMark } from "../json/lines.js";
import type { Finding } from "../rules/finding.js";
import { byPlace } from "../rules/finding.js";
import { checkDatasetAtOnce } from "./check-dataset.js";
import type { CheckOptions } from "./check-plan.js";
import { convertToLines } from "./convert-layout.js";
import type { Layout } from "./document-layout.js";
import type { FixedLine, FixScope } from "./fix-line.js";
import { fixLine, fixWithin, losesMark } from "./fix-line.js";
import { textSource } from "./line-reader.js";

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
 * of its own. Gives the changed lines in order; `rule` limits it to one rule's fixes. Throws a
 * `LayoutError` where a file should be laid out anew and cannot be.
 */
export function fixLines(
  lines: readonly string[],
  options: CheckOptions & { readonly scope: FixScope; readonly rule?: string | undefined },
): readonly LineFix[] {
  let working: WorkingLine[] = lines.map((text, origin) => ({ text, origin }));
  for (let pass = 0; pass < mostPasses; pass += 1) {
    const fixed = onePass(working, { ...options, isFirst: pass === 0 });
    if (fixed === undefined) break;
    working = fixed;
  }
  return changedLines(lines, working);
}

/** One pass, or `undefined` where there was nothing left to fix. */
function onePass(
  working: readonly WorkingLine[],
  options: CheckOptions & {
    readonly scope: FixScope;
    readonly rule?: string | undefined;
    readonly isFirst: boolean;
  },
): WorkingLine[] | undefined {
  const source = textSource(working.map(({ text }) => text).join("\n"));
  const { findings, plan } = checkDatasetAtOnce(source, options);
  const wanted = findings.filter(({ rule }) => options.rule === undefined || rule === options.rule);
  const byLine = new Map(
    [...groupBy(wanted, ({ line }) => line)].map(([line, found]) => [line, found.sort(byPlace)]),
  );
  if (plan.layout !== "lines") {
    // What a fix has left of lines is not to be taken for something else.
    if (!options.isFirst) return undefined;
    const isWanted = wanted.some((finding) => fixWithin(finding, options.scope) !== undefined);
    return isWanted ? convertedLines(working, plan.layout) : undefined;
  }
  let hasChanged = false;
  const next = working.flatMap((current, line) => {
    const fixed = fixPlaced(current.text, byLine.get(line) ?? [], { line, scope: options.scope });
    if (fixed.kind === "kept") return [current];
    hasChanged = true;
    if (fixed.kind === "removed") return [];
    return fixed.text.split("\n").map((text) => ({ text, origin: current.origin }));
  });
  return hasChanged ? next : undefined;
}

/** Fixes one line; the byte order mark before the first one belongs to no line. */
function fixPlaced(
  text: string,
  findings: readonly Finding[],
  { line, scope }: { readonly line: number; readonly scope: FixScope },
): FixedLine {
  const mark = line === 0 && text.startsWith(byteOrderMark) ? byteOrderMark : "";
  if (mark === "") return fixLine(text, findings, scope);
  const record = text.slice(mark.length);
  const fixed = fixLine(record, findings, scope);
  const kept = losesMark(findings, scope) ? "" : mark;
  if (fixed.kind === "removed" || (fixed.kind === "kept" && kept === mark)) return fixed;
  return { kind: "changed", text: kept + (fixed.kind === "kept" ? record : fixed.text) };
}

/** All records in place of the first line, and nothing in place of the others. */
function convertedLines(
  working: readonly WorkingLine[],
  layout: Exclude<Layout, "lines">,
): WorkingLine[] {
  const records = convertToLines(layout, working.map(({ text }) => text).join("\n"));
  return records.map((text) => ({ text, origin: 0 }));
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
