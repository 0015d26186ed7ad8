import { remoteName } from "./upload-file.js";
import type { RunFile } from "./run-file.js";

/** What a person has decided about a run. */
export type RunChoice = Pick<
  RunFile,
  | "baseModel"
  | "chosen"
  | "cost"
  | "endpoint"
  | "files"
  | "launchFile"
  | "method"
  | "provider"
  | "reinforcement"
  | "seed"
  | "suffix"
  | "tokensPerEpoch"
>;

const longestName = 40;

/** A run of which nothing is done yet. `now` is in milliseconds since 1970. */
export function newRun(choice: RunChoice, now: number): RunFile {
  const createdAt = new Date(now).toISOString();
  return {
    version: 1,
    id: newRunId(choice, createdAt),
    status: "uploading",
    ...choice,
    model: null,
    hyperparameters: {},
    job: null,
    jobStatus: null,
    createdAt,
    finishedAt: null,
    metrics: null,
    trainedTokens: null,
    checkpoints: [],
    error: null,
  };
}

/** Such as `reviews-20261122-9f0a3c1d`: what, when, and what no other run has. */
function newRunId({ files, suffix }: RunChoice, createdAt: string): string {
  const name = suffix ?? remoteName(files.training).split(".")[0] ?? "";
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  const day = createdAt.slice(0, "YYYY-MM-DD".length).replaceAll("-", "");
  const mark = crypto.randomUUID().slice(0, 8);
  return `${plain.slice(0, longestName) || "run"}-${day}-${mark}`;
}
