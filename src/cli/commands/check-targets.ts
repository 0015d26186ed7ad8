import type { CheckResult } from "../../core/dataset/check-dataset.js";
import type { DatasetCheckOptions } from "../../core/dataset/check-dataset.js";
import type { Layout } from "../../core/dataset/document-layout.js";
import type { TargetVerdict } from "../../core/dataset/target-verdict.js";
import { verdictFrom, verdictOnFormat, verdictOptions } from "../../core/dataset/target-verdict.js";
import { targets } from "../../core/targets/index.js";
import { accepts } from "../../core/targets/readers.js";
import type { DatasetFile } from "../../data/dataset-file.js";

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

/** Runs one check of a file. */
export type RunCheck = (options: DatasetCheckOptions) => Promise<CheckResult>;

/** Asks every target what it makes of a dataset. Targets for other formats need no check. */
export async function checkForTargets(
  file: DatasetFile,
  options: DatasetCheckOptions,
  run: RunCheck,
): Promise<MatrixReport> {
  const first = await run(verdictOptions(options, undefined));
  const format = first.plan.context?.format;
  const verdicts: TargetVerdict[] = [];
  for (const target of format === undefined ? [] : targets) {
    const isTaken = format !== undefined && accepts(target, format);
    verdicts.push(
      isTaken
        ? verdictFrom(target, await run(verdictOptions(options, target.id)))
        : verdictOnFormat(target),
    );
  }
  return {
    path: file.path,
    format: format?.id ?? null,
    layout: first.plan.layout,
    records: first.records,
    bytes: file.bytes,
    targets: verdicts,
  };
}
