import { curveNames } from "../../protocol/run-page.js";
import type { RunFacts, ShownCheckpoint, ShownSplit, SplitName } from "../../protocol/run-page.js";
import { isObject } from "../../protocol/is-object.js";
import type { PriceTable } from "../../tuning/prices.js";
import { providerTitle } from "../../tuning/provider-titles.js";
import type { CostSoFar } from "../../tuning/runs/cost-so-far.js";
import { costSoFar, trainedSoFar } from "../../tuning/runs/cost-so-far.js";
import type { RunFile } from "../../tuning/runs/run-file.js";

/** More is no help to anybody, and a run's file may be somebody else's. */
const longestText = 4_000;
const mostCheckpoints = 1_000;
const mostHyperparameters = 50;

type Fields = Readonly<Record<string, unknown>>;

/**
 * What a run's file says, for its page. Looks at every value: people edit these files, and other
 * versions of Tunewright write others. What is not understood counts as not known.
 */
export function runFacts(run: RunFile, prices: PriceTable): RunFacts {
  // Types say what Tunewright writes, and this is about what somebody may have written.
  const fields: Fields = { ...run };
  const metrics = objectIn(fields, "metrics");
  return {
    id: run.id.slice(0, longestText),
    status: run.status,
    provider: run.provider.slice(0, longestText),
    providerTitle: providerTitle(run.provider).slice(0, longestText),
    endpoint: textIn(fields, "endpoint"),
    baseModel: run.baseModel.slice(0, longestText),
    model: textIn(fields, "model"),
    method: run.method.slice(0, longestText),
    suffix: textIn(fields, "suffix"),
    seed: numberIn(fields, "seed"),
    job: textIn(fields, "job"),
    jobStatus: textIn(fields, "jobStatus"),
    createdAt: Date.parse(run.createdAt),
    finishedAt: timeIn(fields, "finishedAt"),
    hyperparameters: hyperparameters(
      objectIn(fields, "chosen"),
      objectIn(fields, "hyperparameters"),
    ),
    splits: splits(objectIn(fields, "files")),
    step: numberIn(metrics, "step"),
    totalSteps: numberIn(metrics, "totalSteps"),
    testAccuracy: numberIn(metrics, "testAccuracy"),
    ...tokensAndCost(run, prices),
    cost: cost(objectIn(fields, "cost")),
    checkpoints: checkpoints(fields["checkpoints"]),
    error: failure(objectIn(fields, "error")),
    remote: null,
  };
}

function tokensAndCost(
  run: RunFile,
  prices: PriceTable,
): Pick<RunFacts, "costSoFar" | "trainedTokens"> {
  const tokens: unknown = trainedSoFar(run);
  const cost = costSoFar(run, prices);
  return {
    trainedTokens: typeof tokens === "number" && Number.isFinite(tokens) ? tokens : null,
    costSoFar: cost === undefined ? null : pick(cost),
  };
}

function pick({ currency, amount, priceOf }: CostSoFar): NonNullable<RunFacts["costSoFar"]> {
  return { currency, amount, priceOf };
}

function hyperparameters(chosen: Fields, used: Fields): RunFacts["hyperparameters"] {
  const names = [...new Set([...Object.keys(chosen), ...Object.keys(used)])];
  return names.slice(0, mostHyperparameters).map((name) => ({
    name: name.slice(0, longestText),
    chosen: numberIn(chosen, name),
    used: numberIn(used, name),
  }));
}

function splits(files: Fields): readonly ShownSplit[] {
  return (["training", "validation", "test"] as const).flatMap((name) => split(files, name));
}

function split(files: Fields, name: SplitName): readonly ShownSplit[] {
  const fields = objectIn(files, name);
  const [path, sha256] = [textIn(fields, "path"), textIn(fields, "sha256")];
  const bytes = numberIn(fields, "bytes");
  if (path === null || sha256 === null || bytes === null) return [];
  const records = numberIn(fields, "records");
  return [{ name, path, sha256, bytes, records, remoteId: textIn(fields, "remoteId") }];
}

function cost(fields: Fields): RunFacts["cost"] {
  const [currency, pricesOf] = [textIn(fields, "currency"), textIn(fields, "pricesOf")];
  const [least, most] = [numberIn(fields, "least"), numberIn(fields, "most")];
  if (currency === null || pricesOf === null || least === null || most === null) return null;
  return { currency, least, most, pricesOf };
}

function checkpoints(value: unknown): readonly ShownCheckpoint[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, mostCheckpoints).flatMap((entry: unknown) => {
    const model = isObject(entry) ? textIn(entry, "model") : null;
    if (!isObject(entry) || model === null) return [];
    const metrics = objectIn(entry, "metrics");
    const known = curveNames.flatMap((name) => {
      const number = numberIn(metrics, name);
      return number === null ? [] : [[name, number] as const];
    });
    return [{ model, step: numberIn(metrics, "step"), metrics: Object.fromEntries(known) }];
  });
}

function failure(fields: Fields): RunFacts["error"] {
  const message = textIn(fields, "message");
  return message === null ? null : { code: textIn(fields, "code") ?? "", message };
}

function objectIn(fields: Fields, name: string): Fields {
  const value = fields[name];
  return isObject(value) ? value : {};
}

function textIn(fields: Fields, name: string): string | null {
  const value = fields[name];
  return typeof value === "string" ? value.slice(0, longestText) : null;
}

function numberIn(fields: Fields, name: string): number | null {
  const value = fields[name];
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

function timeIn(fields: Fields, name: string): number | null {
  const time = Date.parse(textIn(fields, name) ?? "");
  return Number.isNaN(time) ? null : time;
}
