import { dirname, join, relative } from "node:path";
import type { StepName } from "../../core/prepare/prepared-dataset.js";
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
  sayLabels(prepared, out);
  if (dryRun) for (const line of firstLines) out(line);
  const folder = relative(io.cwd, dirname(manifestPath));
  for (const { path, records, copies } of manifest.outputs) {
    const copied = copies.length === 0 ? "" : `, ${copies.length} of them copies`;
    const verb = dryRun ? "would get" : "has";
    out(
      `${join(folder, path)} ${verb} ${records} ${records === 1 ? "record" : "records"}${copied}.`,
    );
  }
  if (dryRun) out("Nothing was written.");
  else out(`${relative(io.cwd, manifestPath)} says what they were made of.`);
}

function sayLabels({ manifest: { labels, outputs } }: Prepared, out: (line: string) => void): void {
  if (labels === null || labels.length > labelsShown * 5) return;
  const names = outputs.map(({ split }) => split);
  const width = Math.max(5, ...labels.slice(0, labelsShown).map(({ label }) => label.length));
  const row = (label: string, cells: readonly (string | number)[]): string =>
    `${label.padEnd(width)}${cells.map((cell) => String(cell).padStart(12)).join("")}`;
  out(row("label", ["kept", ...names]));
  for (const { label, records, parts } of labels.slice(0, labelsShown)) {
    out(row(label, [records, ...names.map((name) => parts[name] ?? 0)]));
  }
  if (labels.length > labelsShown) out(`and ${labels.length - labelsShown} more labels`);
}

function signed(number: number): string {
  return number > 0 ? `+${number}` : String(number);
}
