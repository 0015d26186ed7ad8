import { dirname, join, relative } from "node:path";
import { grouped } from "../../core/grouped.js";
import type { LabelCount, StepName } from "../../core/prepare/prepared-dataset.js";
import type { SplitName } from "../../core/prepare/recipe/recipe.js";
import type { RunResult } from "../../data/prepare/run-recipe.js";
import type { Io } from "../io.js";
import type { PrepareRequest } from "../prepare-request.js";
import { printable } from "../report/printable.js";

type Prepared = Extract<RunResult, { kind: "prepared" }>;

/** What `prepare --json` prints; part of the contract with scripts. */
export interface PrepareReport {
  readonly version: 1;
  readonly source: { readonly path: string; readonly rows: number };
  readonly steps: readonly { readonly step: StepName; readonly in: number; readonly out: number }[];
  readonly outputs: readonly {
    readonly split: string;
    readonly path: string;
    readonly records: number;
    readonly sha256: string;
  }[];
}

/** A run as JSON; paths of outputs are whole, several sources are one path with commas. */
export function prepareJson({ manifest, manifestPath }: Prepared): PrepareReport {
  const folder = dirname(manifestPath);
  return {
    version: 1,
    source: { path: manifest.sources.map(({ path }) => path).join(", "), rows: manifest.rows },
    steps: manifest.steps,
    outputs: manifest.outputs.map(({ split, path, records, sha256 }) => ({
      split,
      path: join(folder, path),
      records,
      sha256,
    })),
  };
}

const stepWords: Readonly<Record<StepName, string>> = {
  read: "rows read",
  where: "meet the condition",
  labels: "have a label that is kept",
  keep: "are kept",
  deduplicate: "are no copies",
  split: "are in the files",
  balance: "are in the files after balancing",
};

const labelsShown = 20;

/** Prints a run for people. */
export function sayPrepared(prepared: Prepared, { dryRun }: PrepareRequest, io: Io): void {
  const { manifest, manifestPath, firstLines } = prepared;
  const out = (line: string): void => io.stdout.write(`${printable(line)}\n`);
  for (const { step, in: given, out: left } of manifest.steps) {
    const removed = given === left ? "" : ` (${signed(left - given)})`;
    out(`${String(left).padStart(10)} ${stepWords[step]}${removed}`);
  }
  const parts = manifest.outputs.map(({ split }) => split);
  for (const line of labelRows(manifest.labels, parts)) out(line);
  if (dryRun) for (const line of firstLines) out(line);
  const folder = relative(io.cwd, dirname(manifestPath));
  for (const { path, records, copies } of manifest.outputs) {
    const counts = { records, copies: copies.length };
    out(outputLine({ ...counts, path: join(folder, path), isDry: dryRun }));
  }
  if (dryRun) out("Nothing was written.");
  else out(`${relative(io.cwd, manifestPath)} says what they were made of.`);
}

/** What is said of a file that was written, or would be. */
export function outputLine(output: {
  readonly path: string;
  readonly records: number;
  readonly copies: number;
  readonly isDry: boolean;
}): string {
  const { path, records, copies, isDry } = output;
  const copied = copies === 0 ? "" : `, ${grouped(copies)} of them copies`;
  const count = records === 1 ? "1 record" : `${grouped(records)} records`;
  return `${path} ${isDry ? "would get" : "has"} ${count}${copied}.`;
}

/**
 * A table of how often labels stand in each part; nothing where there are too many to be labels.
 * Parts may have other names at the head of their columns.
 */
export function labelRows(
  labels: readonly LabelCount[] | null,
  parts: readonly SplitName[],
  heads: Readonly<Partial<Record<SplitName, string>>> = {},
): readonly string[] {
  if (labels === null || labels.length > labelsShown * 5) return [];
  const shown = labels.slice(0, labelsShown);
  const width = Math.max(5, ...shown.map(({ label }) => label.length));
  const row = (label: string, cells: readonly (string | number)[]): string =>
    `${label.padEnd(width)}${cells.map((cell) => String(cell).padStart(12)).join("")}`;
  const rows = shown.map((counted) =>
    row(counted.label, [counted.records, ...parts.map((name) => counted.parts[name] ?? 0)]),
  );
  const more = labels.length - labelsShown;
  return [
    row("label", ["kept", ...parts.map((part) => heads[part] ?? part)]),
    ...rows,
    ...(more > 0 ? [`and ${more} more labels`] : []),
  ];
}

function signed(number: number): string {
  return number > 0 ? `+${number}` : String(number);
}
