import { styleText } from "node:util";
import { groupBy } from "../../core/group-by.js";
import { grouped } from "../../core/grouped.js";
import type { NeededChange, TargetVerdict, Verdict } from "../../core/dataset/target-verdict.js";
import type { MatrixReport } from "../commands/check-targets.js";
import type { Output } from "../io.js";
import { printable } from "./printable.js";

type Style = Parameters<typeof styleText>[0];

const styles: Readonly<Record<Verdict, Style>> = {
  accepted: "green",
  "accepted with warnings": "yellow",
  refused: "red",
};

/** The ways to print what all targets make of datasets. */
export const matrixReporters = { text: printText, json: printJson };

function printJson(files: readonly MatrixReport[], output: Output): void {
  output.write(`${JSON.stringify({ version: 1, files: files.map(withLines) }, null, 2)}\n`);
}

/** Lines count from 1 in all that scripts read. */
function withLines(file: MatrixReport): MatrixReport {
  const targets = file.targets.map((verdict) => ({
    ...verdict,
    changes: verdict.changes.map((change) => ({ ...change, line: change.line + 1 })),
  }));
  return { ...file, targets };
}

/** For people: a table per file, those that take it first, then each change with whom it is for. */
function printText(files: readonly MatrixReport[], output: Output): void {
  for (const file of files) {
    output.write(`${printable(file.path)}: ${subject(file)}\n`);
    for (const row of rows(file.targets, output)) output.write(`${row}\n`);
    output.write("\n");
    for (const line of neededChanges(file.targets)) output.write(`${line}\n`);
  }
}

function subject({ format, layout, records }: MatrixReport): string {
  if (layout !== "lines") {
    return "not one record on each line; write it anew with check --fix=all, then ask again";
  }
  const count = `${grouped(records)} record${records === 1 ? "" : "s"}`;
  return format === null
    ? `${count}, format not recognised, so that no target takes it`
    : `${count}, format ${format}`;
}

function rows(verdicts: readonly TargetVerdict[], output: Output): readonly string[] {
  const order = Object.keys(styles);
  const sorted = verdicts.toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
  const name = widest(sorted.map(({ target }) => target));
  const width = widest(sorted.map(({ verdict }) => verdict));
  return sorted.flatMap(({ target, verdict, changes }) => {
    const words = verdict.padEnd(width);
    const painted = output.hasColours
      ? styleText(styles[verdict], words, { validateStream: false })
      : words;
    const start = `  ${target.padEnd(name)}  ${painted}  `;
    return [`${start}${changes.map(inShort).join(", ")}`.trimEnd()];
  });
}

/** A rule stands for its findings, which are told below. */
function inShort({ rule, message }: NeededChange): string {
  return rule === otherFormat ? printable(message) : rule;
}

const otherFormat = "format-not-accepted";

/** What is found, each once, and for whom. */
function neededChanges(verdicts: readonly TargetVerdict[]): readonly string[] {
  const takers = verdicts.filter(({ changes }) =>
    changes.every(({ rule }) => rule !== otherFormat),
  );
  const found = takers.flatMap(({ target, changes }) =>
    changes.map((change) => ({ target, change, text: told(change) })),
  );
  const lines = [...groupBy(found, ({ text }) => text)].flatMap(([text, same]) => [
    `  ${text}`,
    `    ${forWhom(same, takers.length)}`,
  ]);
  return lines.length === 0 ? [] : [...lines, ""];
}

interface ChangeFor {
  readonly target: string;
  readonly change: NeededChange;
}

function forWhom(found: readonly ChangeFor[], takers: number): string {
  return [...groupBy(found, ({ change }) => change.severity)]
    .map(([severity, same]) => {
      const all = `all ${grouped(takers)} that take the format`;
      const isAll = takers > 1 && same.length === takers;
      return `${severity} for ${isAll ? all : same.map(({ target }) => target).join(", ")}`;
    })
    .join("; ");
}

function told({ rule, count, line, message, fix }: NeededChange): string {
  const option = fix === "safe" ? "--fix" : "--fix=all";
  const mend = fix === null ? "" : ` (${option})`;
  const place =
    count === 1 ? `line ${line + 1}` : `${grouped(count)} times, first on line ${line + 1}`;
  return printable(`${rule}, ${place}: ${message}${mend}`);
}

function widest(cells: readonly string[]): number {
  return cells.reduce((width, cell) => Math.max(width, cell.length), 0);
}
