import { existsSync, realpathSync } from "node:fs";
import { relative, resolve } from "node:path";
import { grouped } from "../../core/grouped.js";
import type { SplitName } from "../../core/prepare/recipe/recipe.js";
import { splitNames } from "../../core/prepare/recipe/recipe.js";
import { openDataset } from "../../data/open-dataset.js";
import type { DatasetFile } from "../../data/dataset-file.js";
import type { StepResult } from "../../data/prepare/run-step.js";
import { runStep } from "../../data/prepare/run-step.js";
import { stepPaths } from "../../data/prepare/step-paths.js";
import { UserError } from "../../data/user-error.js";
import type { StepName } from "../commands/dataset-steps.js";
import { datasetFormat } from "../dataset-format.js";
import type { ExitCode } from "../exit-code.js";
import { exitCode } from "../exit-code.js";
import type { Io } from "../io.js";
import { printable } from "../report/printable.js";
import { watchOn } from "./prepare.js";
import { labelRows, outputLine } from "./report.js";
import type { AskedStep } from "./step-options.js";
import { readStep } from "./step-options.js";

type Stepped = Extract<StepResult, { kind: "stepped" }>;

/** Does one step to a dataset, as it was asked for behind the name of the step. */
export async function runSteps(name: StepName, args: readonly string[], io: Io): Promise<ExitCode> {
  const asked = readStep(name, args);
  const location = resolve(io.cwd, asked.file);
  const file = await openDataset(location, asked.file);
  try {
    const plan = { step: asked.step, format: datasetFormat(file), labelField: asked.labelField };
    const pathOf = outputPaths(asked, file, { name, location, cwd: io.cwd });
    if (!asked.isDry) refuseExisting(asked, location, pathOf);
    const { watch, end } = watchOn(io);
    const { seed, isDry } = asked;
    const result = await runStep({ file, plan, seed, pathOf, isDry }, watch).finally(end);
    if (result.kind !== "stepped") return sayRefused(asked, result, io);
    for (const { message, severity } of result.notes)
      io.stderr.write(`${printable(`${asked.file}: ${severity} ${message}`)}\n`);
    if (asked.isJson) {
      io.stdout.write(`${JSON.stringify(stepJson(name, asked, result), null, 2)}\n`);
    } else say(asked, result, io);
    return exitCode.fine;
  } finally {
    file.close();
  }
}

function outputPaths(
  { isInPlace, output }: AskedStep,
  file: DatasetFile,
  {
    name,
    location,
    cwd,
  }: { readonly name: StepName; readonly location: string; readonly cwd: string },
): (part: SplitName) => string {
  if (isInPlace) {
    if (file.isCompressed === true) {
      throw new UserError(`${file.path} is compressed; name another file with --output.`);
    }
    const path = realpathSync(location);
    return () => path;
  }
  if (output === undefined) return stepPaths(location, name);
  const chosen = resolve(cwd, output);
  return name === "split" ? (part) => `${chosen}.${part}.jsonl` : () => chosen;
}

function refuseExisting(
  { step, isInPlace, mayReplace, file }: AskedStep,
  location: string,
  pathOf: (part: SplitName) => string,
): void {
  if (isInPlace) return;
  const parts = step.kind === "split" ? splitNames : (["train"] as const);
  const there = parts.map(pathOf).filter((path) => existsSync(path));
  const own = there.find((path) => realpathSync(path) === realpathSync(location));
  if (own !== undefined)
    throw new UserError(`${file} is the dataset itself; --in-place replaces it.`);
  if (there[0] !== undefined && !mayReplace) {
    throw new UserError(`${there[0]} exists already; --force replaces it.`);
  }
}

function sayRefused(
  { file, step }: AskedStep,
  result: Exclude<StepResult, { kind: "stepped" }>,
  io: Io,
): ExitCode {
  for (const reason of reasons(file, step.kind, result)) {
    io.stderr.write(`${printable(reason)}\n`);
  }
  io.stderr.write("tunewright: Nothing was written.\n");
  return exitCode.findings;
}

function reasons(
  file: string,
  step: AskedStep["step"]["kind"],
  result: Exclude<StepResult, { kind: "stepped" }>,
): readonly string[] {
  switch (result.kind) {
    case "faulty":
      return [`${file}:${result.fault.line + 1} ${result.fault.message}`];
    case "unknown":
      return result.fields.map((name) => `${file}: no record has a field "${name}".`);
    case "conflicting": {
      const { prompts, records, rows } = result.conflicts;
      const have = prompts === 1 ? "1 prompt has" : `${grouped(prompts)} prompts have`;
      return [
        `${file}: ${have} several completions (${countOf(records)}; the first lines are ${rows.join(", ")}). --conflicts first, majority or drop says which of them stays.`,
      ];
    }
    case "refused":
      if (step !== "balance") return result.problems.map(({ message }) => `${file}: ${message}`);
      return [`${file}: there are no labels to balance; --label names the field that has them.`];
  }
}

function stepJson(
  name: StepName,
  { file, step }: AskedStep,
  { taken, labels, outputs }: Stepped,
): unknown {
  const records = outputs.reduce((sum, output) => sum + output.records, 0);
  return {
    version: 1,
    source: { path: file, rows: taken.read },
    steps: [{ step: name, in: taken.read, out: records }],
    renamed: taken.renamed,
    labels: labels ?? null,
    outputs: outputs.map(({ split, path, records: count, sha256 }) => ({
      split: step.kind === "split" ? split : "all",
      path,
      records: count,
      sha256,
    })),
  };
}

function say({ isDry, step }: AskedStep, { taken, labels, outputs }: Stepped, io: Io): void {
  const out = (line: string): void => io.stdout.write(`${printable(line)}\n`);
  out(`${countOf(taken.read)} read.`);
  if (taken.renamed > 0) out(`${countOf(taken.renamed)} with another label.`);
  if (taken.dropped > 0) out(`${countOf(taken.dropped)} left out by label.`);
  const parts = outputs.map(({ split }) => split);
  const heads = step.kind === "split" ? {} : { train: "file" };
  for (const line of labelRows(labels ?? null, parts, heads)) out(line);
  for (const { path, records, copies } of outputs) {
    out(outputLine({ path: relative(io.cwd, path), records, copies, isDry }));
  }
  if (isDry) out("Nothing was written.");
}

function countOf(records: number): string {
  return records === 1 ? "1 record" : `${grouped(records)} records`;
}
