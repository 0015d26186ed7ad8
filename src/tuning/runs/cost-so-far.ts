import type { PriceTable } from "../prices.js";
import { priceOf } from "../prices.js";
import type { RunFile } from "./run-file.js";

/** What a run has cost up to now. */
export interface CostSoFar {
  /** Tokens that were trained on. */
  readonly tokens: number;
  /** Such as `USD`. */
  readonly currency: string;
  readonly amount: number;
  /** The day of the price, as `YYYY-MM-DD`. */
  readonly priceOf: string;
}

/**
 * The tokens that a run has trained on up to now times the price of the day in `table`: an estimate
 * until the provider says how many there were. `undefined` where price or tokens are not known, and
 * for reinforcement, which is paid by the hour.
 */
export function costSoFar(run: RunFile, table: PriceTable): CostSoFar | undefined {
  const tokens = trainedSoFar(run);
  return tokens === undefined ? undefined : costOfTokens(run, tokens, table);
}

/** The same for tokens that somebody has told. */
export function costOfTokens(
  { provider, baseModel, method }: Pick<RunFile, "baseModel" | "method" | "provider">,
  tokens: number,
  table: PriceTable,
): CostSoFar | undefined {
  if (method === "reinforcement") return undefined;
  const price = priceOf(provider, baseModel, table);
  if (price === undefined) return undefined;
  const amount = (tokens / 1_000_000) * price.perMillionTokens;
  // A run's file may be edited by anybody.
  if (!Number.isFinite(amount)) return undefined;
  return { tokens, currency: price.currency, amount, priceOf: price.of };
}

/** Tokens that were trained on up to now, where that can be told. */
export function trainedSoFar(run: RunFile): number | undefined {
  if (run.trainedTokens !== null) return run.trainedTokens;
  if (run.job === null) return 0;
  const epochs = epochsSoFar(run);
  if (epochs === undefined || run.tokensPerEpoch === null) return undefined;
  return Math.round(epochs * run.tokensPerEpoch);
}

/** How often the training file was gone through up to now, parts of an epoch included. */
function epochsSoFar({ metrics, hyperparameters, chosen, files }: RunFile): number | undefined {
  if (metrics === null) return 0;
  const { step, totalSteps } = metrics;
  const { n_epochs: epochs, batch_size: batchSize } = { ...chosen, ...hyperparameters };
  if (epochs !== undefined && totalSteps !== undefined && totalSteps > 0) {
    return epochs * Math.min(step / totalSteps, 1);
  }
  if (batchSize === undefined || files.training.records === 0) return undefined;
  const gone = (step * batchSize) / files.training.records;
  return epochs === undefined ? gone : Math.min(gone, epochs);
}
