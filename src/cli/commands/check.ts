import { basename, resolve } from "node:path";
import type { CheckResult } from "../../core/dataset/check-dataset.js";
import { checkDataset } from "../../core/dataset/check-dataset.js";
import { isAtLeast, severities } from "../../core/rules/finding.js";
import type { DatasetFile } from "../../data/dataset-file.js";
import { memoryDatasetFile, openDatasetFile } from "../../data/dataset-file.js";
import { findDatasets } from "../../data/find-datasets.js";
import { UserError } from "../../data/user-error.js";
import type { Command } from "../command.js";
import type { ExitCode } from "../exit-code.js";
import { exitCode } from "../exit-code.js";
import type { CheckedFile } from "../file-report.js";
import { checkedFile } from "../file-report.js";
import type { Io, Output } from "../io.js";
import { runWithProgress } from "../progress.js";
import { checkHelp } from "./check-help.js";
import type { CheckRequest } from "./check-options.js";
import { readCheckOptions } from "./check-options.js";
import { fixStandardInput, fixOnDisk, printDiff } from "./fix-dataset.js";

/** `tunewright check`. */
export const check: Command = {
  name: "check",
  summary: "find (and fix) what is wrong in fine-tuning datasets",
  help: checkHelp,
  async run(args, io) {
    const request = readCheckOptions(args);
    const failures = new Failures(io);
    const checked: CheckedFile[] = [];
    for (const path of datasetPaths(request, io, failures)) {
      await failures.catch(async () => {
        checked.push(await checkPath(path, request, io));
      });
    }
    if (!request.dryRun) request.reporter.print(checked, reportOutput(request, io));
    return failures.count > 0 ? exitCode.misuse : outcome(checked, request);
  },
};

/** Says what cannot be read, and lets the rest go on. */
class Failures {
  count = 0;
  readonly #io: Io;

  constructor(io: Io) {
    this.#io = io;
  }

  async catch(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      this.note(error);
    }
  }

  note(error: unknown): void {
    if (!(error instanceof UserError)) throw error;
    this.#io.stderr.write(`tunewright: ${error.message}\n`);
    this.count += 1;
  }
}

function datasetPaths({ paths }: CheckRequest, io: Io, failures: Failures): readonly string[] {
  const found = paths.flatMap((path) => {
    if (path === "-") return [path];
    try {
      const datasets = findDatasets([path], io.cwd);
      if (datasets.length > 0) return datasets;
      throw new UserError(`There is no dataset (*.jsonl, *.ndjson) in ${path}.`);
    } catch (error) {
      failures.note(error);
      return [];
    }
  });
  // One file may have been named in two ways.
  const byPlace = new Map(found.map((path) => [path === "-" ? path : resolve(io.cwd, path), path]));
  return [...byPlace.values()];
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

async function checkPath(path: string, request: CheckRequest, io: Io): Promise<CheckedFile> {
  const file = await openPath(path, request, io);
  try {
    return await checkOpened(file, path === "-", { request, io });
  } finally {
    file.close();
  }
}

interface Work {
  readonly request: CheckRequest;
  readonly io: Io;
}

async function checkOpened(
  file: DatasetFile,
  isStandardInput: boolean,
  { request, io }: Work,
): Promise<CheckedFile> {
  if (request.fix === undefined) return checkFile(file, request, io);
  const work = { request, io, scope: request.fix };
  if (request.dryRun) await printDiff(file, work);
  else if (isStandardInput)
    return checkedAfter(await fixStandardInput(file, work), { request, io });
  else if (await fixOnDisk(file, work)) {
    return checkedAfter(openAt(file.path, io), { request, io });
  }
  return checkFile(file, request, io);
}

async function checkedAfter(file: DatasetFile, { request, io }: Work): Promise<CheckedFile> {
  try {
    return await checkFile(file, request, io);
  } finally {
    file.close();
  }
}

async function checkFile(file: DatasetFile, request: CheckRequest, io: Io): Promise<CheckedFile> {
  const steps = checkDataset(file, request);
  const result: CheckResult = await runWithProgress(steps, io, () => {
    const read = file.bytes === 0 ? 1 : file.bytesRead / file.bytes;
    return `Checking ${basename(file.path)}: ${Math.floor(read * 100)} %`;
  });
  if (file.firstBadLine !== undefined) {
    io.stderr.write(
      `tunewright: ${file.path} is not all UTF-8: line ${file.firstBadLine + 1} holds other ` +
        `bytes. They are read as U+FFFD; such lines are never changed by --fix.\n`,
    );
  }
  return checkedFile(file, result);
}

function openAt(path: string, io: Io): DatasetFile {
  return openDatasetFile(resolve(io.cwd, path), path);
}

async function openPath(path: string, request: CheckRequest, io: Io): Promise<DatasetFile> {
  if (path !== "-") return openAt(path, io);
  return memoryDatasetFile(request.standardInputName, await io.readStandardInput());
}
