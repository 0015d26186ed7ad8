import { placesNamedIn } from "../../tuning/named-place.js";
import type { RunFile } from "../../tuning/runs/run-file.js";
import { printable } from "../report/printable.js";

/** What people are told of a run at its end. */
export function runSummary(run: RunFile): string {
  const lines = [
    `Run ${run.id}: ${run.status}`,
    run.error === null ? undefined : run.error.message,
    placesLine(run),
    run.status === "unknown"
      ? `Nobody can tell whether the job exists. Look with: tunewright runs --settle ${run.id}`
      : undefined,
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

/** So many places of an answer are told: the message has them all. */
const mostPlaces = 5;

/** Where in which file the trouble is, where the provider names records or lines. */
function placesLine({ error, files }: RunFile): string | undefined {
  if (error === null) return undefined;
  const isOfValidation = /validation[ _]file/i.test(error.message);
  const { path } = (isOfValidation ? files.validation : null) ?? files.training;
  const places = placesNamedIn(error.message).map(({ kind, number }) =>
    kind === "line" ? `${path}:${number}` : `${path}, record ${number}`,
  );
  return places.length === 0 ? undefined : `See ${places.slice(0, mostPlaces).join("; ")}`;
}
