import { basename } from "node:path";
import type { DatasetCheckOptions } from "../../core/dataset/check-dataset.js";
import type { Layout } from "../../core/dataset/document-layout.js";
import type { TargetVerdict } from "../../core/dataset/target-verdict.js";
import { askTargets } from "../../core/dataset/target-verdict.js";
import type { DatasetFile } from "../../data/dataset-file.js";
import type { Io } from "../io.js";
import { runWithProgress } from "../progress.js";

/** What `check --target all` says of one file; part of the contract with scripts. */
export interface MatrixReport {
  readonly path: string;
  /** `null` where the file is not recognised as training data: then no target takes it. */
  readonly format: string | null;
  /** Whether the file is one record on each line, without which nobody can tell what takes it. */
  readonly layout: Layout;
  readonly records: number;
  readonly bytes: number;
  readonly targets: readonly TargetVerdict[];
}

/** Asks every target what it makes of a dataset. */
export async function checkForTargets(
  file: DatasetFile,
  options: DatasetCheckOptions,
  io: Io,
): Promise<MatrixReport> {
  const { format, layout, records, verdicts } = await runWithProgress(
    askTargets(file, options),
    io,
    ({ checks, of }) => `Checking ${basename(file.path)} for all targets: ${checks} of ${of} done`,
  );
  const { path, bytes } = file;
  return { path, format: format?.id ?? null, layout, records, bytes, targets: verdicts };
}
