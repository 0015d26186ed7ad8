import { basename, isAbsolute, relative, resolve } from "node:path";
import type { CheckResult, DatasetCheckOptions } from "../../core/dataset/check-dataset.js";
import { checkDataset } from "../../core/dataset/check-dataset.js";
import type { CheckOptions } from "../../core/dataset/check-plan.js";
import { isAtLeast, severities } from "../../core/rules/finding.js";
import type { OtherDataset } from "../../core/similarity/other-dataset.js";
import type { DatasetFile } from "../../data/dataset-file.js";
import { openContent, openDataset } from "../../data/open-dataset.js";
import type { BorrowedDatasets } from "../../data/split-datasets.js";
import { SplitDatasets } from "../../data/split-datasets.js";
import type { Command } from "../command.js";
import type { ExitCode } from "../exit-code.js";
import { exitCode } from "../exit-code.js";
import { Failures } from "../failures.js";
import type { CheckedFile } from "../file-report.js";
import { checkedFile } from "../file-report.js";
import type { Io, Output } from "../io.js";
import { runWithProgress } from "../progress.js";
import { printable } from "../report/printable.js";
import type { ConfiguredDataset } from "./check-configurations.js";
import { checkHelp } from "./check-help.js";
import type { CheckRequest } from "./check-options.js";
import { readCheckOptions } from "./check-options.js";
import { datasetsToCheck } from "./check-paths.js";
import type { MatrixReport } from "./check-targets.js";
import { checkForTargets } from "./check-targets.js";
import { tellInterrupted } from "./tell-interrupted.js";
import { fixStandardInput, fixOnDisk, printDiff } from "./fix-dataset.js";

/** `tunewright check`. */
export const check: Command = {
  name: "check",
  summary: "find (and fix) what is wrong in fine-tuning datasets",
  help: checkHelp,
  async run(args, io) {
    const request = readCheckOptions(args);
    const failures = new Failures(io);
    if (request.matrix !== undefined) return printMatrix(request.matrix, { request, io, failures });
    const checked: CheckedFile[] = [];
    const splits = new SplitDatasets();
    const paths: string[] = [];
    try {
      for (const dataset of datasetsToCheck(request, io, failures)) {
        paths.push(dataset.path);
        await failures.catch(async () => {
          if (dataset.ignoredBy !== undefined) await passOver(dataset, { request, io });
          else checked.push(await checkPath(dataset, { request, io, splits }));
        });
      }
    } finally {
      splits.close();
    }
    tellInterrupted(paths, io);
    if (request.dryRun) sayWhatIsNotShown(checked, request, io);
    else request.reporter.print(checked, reportOutput(request, io));
    return failures.count > 0 ? exitCode.misuse : outcome(checked, request);
  },
};

/** A diff of the safe fixes alone does not say that there are others, least of all an empty one. */
function sayWhatIsNotShown(checked: readonly CheckedFile[], { fix }: CheckRequest, io: Io): void {
  const asks = checked.some(({ report }) => report.findings.some((found) => found.fix === "asks"));
  if (fix !== "safe" || !asks) return;
  io.stderr.write(
    "tunewright: Only the safe fixes are shown; --fix=all --fix-dry-run shows the others too.\n",
  );
}

interface MatrixRun extends Run {
  readonly failures: Failures;
}

/** Prints what every target makes of every dataset: fine where each is taken by some target. */
async function printMatrix(
  print: NonNullable<CheckRequest["matrix"]>,
  { request, io, failures }: MatrixRun,
): Promise<ExitCode> {
  const reports: MatrixReport[] = [];
  for (const dataset of datasetsToCheck(request, io, failures)) {
    await failures.catch(async () => {
      if (dataset.ignoredBy !== undefined) await passOver(dataset, { request, io });
      else reports.push(await matrixOf(dataset, { request, io }));
    });
  }
  print(reports, io.stdout);
  if (failures.count > 0) return exitCode.misuse;
  const isTaken = ({ targets }: MatrixReport): boolean =>
    targets.some(({ verdict }) => verdict !== "refused");
  return reports.every(isTaken) ? exitCode.fine : exitCode.findings;
}

async function matrixOf({ path, options }: ConfiguredDataset, run: Run): Promise<MatrixReport> {
  const file = await openPath(path, run);
  try {
    return await checkForTargets(file, options, run.io);
  } finally {
    file.close();
  }
}

/** The fixed dataset takes standard output where it came through standard input. */
function reportOutput({ paths, fix }: CheckRequest, io: Io): Output {
  return fix !== undefined && paths.includes("-") ? io.stderr : io.stdout;
}

function outcome(checked: readonly CheckedFile[], { failOn }: CheckRequest): ExitCode {
  const isBad = checked.some(({ severityCounts }) =>
    severities.some((severity) => severityCounts[severity] > 0 && isAtLeast(severity, failOn)),
  );
  return isBad ? exitCode.findings : exitCode.fine;
}

interface Run {
  readonly request: CheckRequest;
  readonly io: Io;
}

/** Says that a dataset which was named is not checked. What came to be fixed goes on unchanged. */
async function passOver({ path, ignoredBy }: ConfiguredDataset, run: Run): Promise<void> {
  const { request, io } = run;
  const name = path === "-" ? request.standardInputName : path;
  const what = printable(`${name} is ignored by ${ignoredBy}`);
  io.stderr.write(`tunewright: ${what} and was not checked; see --no-config.\n`);
  if (path !== "-" || request.fix === undefined || request.dryRun) return;
  io.stdout.write(await io.readStandardInput());
}

interface CheckRun extends Run {
  readonly splits: SplitDatasets;
}

async function checkPath(
  { path, options }: ConfiguredDataset,
  { splits, ...run }: CheckRun,
): Promise<CheckedFile> {
  const file = await openPath(path, run);
  const borrowed = await othersOf(path, options, { splits, ...run });
  try {
    const others = borrowed?.datasets ?? [];
    return await checkOpened(file, path === "-", { ...run, options, others });
  } finally {
    borrowed?.release();
    file.close();
  }
}

/** The files in which the records of a dataset must not stand, where somebody asks. */
async function othersOf(
  path: string,
  { severities, splits: named }: CheckOptions,
  { splits, request: { against }, io }: CheckRun,
): Promise<BorrowedDatasets | undefined> {
  if (path === "-" || severities?.["leakage"] === "off") return undefined;
  const nameOf = (found: string): string => (isAbsolute(path) ? found : relative(io.cwd, found));
  const location = resolve(io.cwd, path);
  const listed = against?.map((name) => resolve(io.cwd, name)).filter((name) => name !== location);
  return splits.before(location, nameOf, listed ?? named);
}

interface Work extends Run {
  readonly options: CheckOptions;
  readonly others: readonly OtherDataset[];
}

async function checkOpened(
  file: DatasetFile,
  isStandardInput: boolean,
  work: Work,
): Promise<CheckedFile> {
  const { request, io, options } = work;
  if (request.fix === undefined) return checkFile(file, work);
  const fixWork = { options, io, scope: request.fix };
  if (request.dryRun) await printDiff(file, fixWork);
  else if (isStandardInput) return checkedAfter(await fixStandardInput(file, fixWork), work);
  else {
    const written = await fixOnDisk(file, fixWork);
    if (written !== undefined) return checkedAfter(await openAt(written, io), work);
  }
  return checkFile(file, work);
}

async function checkedAfter(file: DatasetFile, work: Work): Promise<CheckedFile> {
  try {
    return await checkFile(file, work);
  } finally {
    file.close();
  }
}

async function checkFile(
  file: DatasetFile,
  { request: { maxFindings, asksForLabels }, io, options, others }: Work,
): Promise<CheckedFile> {
  const result = await runCheck(file, io, { ...options, maxFindings, others });
  if (asksForLabels && result.plan.context?.traits.hasLabels === false) {
    const why = "its answers are texts, of which most differ, and no labels";
    io.stderr.write(
      `tunewright: ${printable(file.path)}: no label errors were looked for: ${why}.\n`,
    );
  }
  return checkedFile(file, result);
}

async function runCheck(
  file: DatasetFile,
  io: Io,
  options: DatasetCheckOptions,
): Promise<CheckResult> {
  return runWithProgress(checkDataset(file, options), io, ({ bytes }) => {
    const read = file.bytes === 0 ? 1 : bytes / file.bytes;
    return `Checking ${basename(file.path)}: ${Math.floor(read * 100)} %`;
  });
}

function openAt(path: string, io: Io): Promise<DatasetFile> {
  return openDataset(resolve(io.cwd, path), path);
}

async function openPath(path: string, { request, io }: Run): Promise<DatasetFile> {
  if (path !== "-") return openAt(path, io);
  return openContent(request.standardInputName, await io.readStandardInput());
}
