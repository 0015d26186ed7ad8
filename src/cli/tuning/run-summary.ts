import type { RunFile } from "../../tuning/runs/run-file.js";
import { printable } from "../report/printable.js";

/** What people are told of a run at its end. */
export function runSummary(run: RunFile): string {
  const lines = [
    `Run ${run.id}: ${run.status}`,
    run.error === null ? undefined : run.error.message,
    run.model === null ? undefined : `Model: ${run.model}`,
    accuracyLine(run),
  ];
  return lines
    .filter((line) => line !== undefined)
    .map((line) => `${printable(line)}\n`)
    .join("");
}

/** The accuracies that are known, of training, validation and test. */
export function accuracyLine({ metrics }: RunFile): string | undefined {
  const known = [
    ["training", metrics?.trainingAccuracy],
    ["validation", metrics?.validationAccuracy],
    ["test", metrics?.testAccuracy],
  ] as const;
  const parts = known.flatMap(([name, share]) =>
    share === undefined ? [] : [`${name} ${(100 * share).toFixed(1)} %`],
  );
  return parts.length === 0 ? undefined : `Accuracy: ${parts.join(", ")}`;
}
