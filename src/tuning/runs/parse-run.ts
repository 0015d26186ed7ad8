import { isJsonObject } from "../../core/json/json-node.js";
import type { JsonObject, JsonValue } from "../../core/json/json-node.js";
import { jsonValueOf } from "../../core/json/json-value-of.js";
import { runStatuses } from "../../protocol/run-status.js";
import type { RunFile } from "./run-file.js";

const statuses: ReadonlySet<unknown> = new Set(runStatuses);

/**
 * Reads a run's file, or `undefined` where it is none: people may edit it, and other versions of
 * Tunewright write others. What can be missing is filled in.
 */
export function parseRun(text: string): RunFile | undefined {
  const value = jsonValueOf(text);
  if (!isJsonObject(value) || value["version"] !== 1 || !isRun(value)) return undefined;
  // `isRun` has looked at all that has no default.
  return { ...defaults, ...value } as unknown as RunFile;
}

const defaults = {
  endpoint: null,
  model: null,
  reinforcement: null,
  suffix: null,
  seed: null,
  chosen: {},
  hyperparameters: {},
  launchFile: null,
  job: null,
  jobStatus: null,
  finishedAt: null,
  metrics: null,
  trainedTokens: null,
  tokensPerEpoch: null,
  cost: null,
  checkpoints: [],
  error: null,
} as const satisfies Partial<RunFile>;

function isRun(value: JsonObject): boolean {
  const texts = ["id", "provider", "baseModel", "method", "createdAt"];
  const files = value["files"];
  return (
    texts.every((name) => typeof value[name] === "string") &&
    statuses.has(value["status"]) &&
    isTime(value["createdAt"]) &&
    isJsonObject(files) &&
    isSplit(files["training"]) &&
    [files["validation"], files["test"]].every((split) => split === null || isSplit(split))
  );
}

function isTime(value: JsonValue | undefined): boolean {
  return typeof value === "string" && !Number.isNaN(Date.parse(value));
}

function isSplit(value: JsonValue | undefined): boolean {
  return (
    isJsonObject(value) &&
    typeof value["path"] === "string" &&
    typeof value["sha256"] === "string" &&
    typeof value["bytes"] === "number"
  );
}
