import type { DatasetStep } from "../../core/prepare/single/dataset-step.js";
import type { SplitName } from "../../core/prepare/recipe/recipe.js";

const endings: Readonly<Record<Exclude<DatasetStep["kind"], "split">, string>> = {
  shuffle: "shuffled",
  deduplicate: "deduplicated",
  balance: "balanced",
  sample: "sample",
  "merge-labels": "merged",
};

/** The files that a step writes beside a dataset where nobody names others. */
export function stepPaths(
  location: string,
  kind: DatasetStep["kind"],
): (part: SplitName) => string {
  const stem = location.replace(/\.gz$/i, "").replace(/(?<=[^/\\])\.(?:jsonl|ndjson|json)$/i, "");
  if (kind === "split") return (part) => `${stem}.${part}.jsonl`;
  return () => `${stem}.${endings[kind]}.jsonl`;
}
