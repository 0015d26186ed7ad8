import { baseModel } from "../core/tokens/models.js";
import type { RunCost } from "./runs/run-file.js";
import { isObject } from "../protocol/is-object.js";
import type { ProviderId } from "./provider.js";

/** What training costs at a provider. */
export interface TrainingPrice {
  /** For a million tokens that are trained on: those of the file times the epochs. */
  readonly perMillionTokens: number;
  /** Such as `USD`. */
  readonly currency: string;
  /** The day on which this was the price, as `YYYY-MM-DD`. */
  readonly of: string;
  /** Whether the person has written it down. */
  readonly isOwn?: true;
}

/** Prices by provider and model, as `openai/gpt-4.1`; the longest beginning of a model's name counts. */
export type PriceTable = Readonly<Record<string, TrainingPrice>>;

const openaiPrice = (perMillionTokens: number): TrainingPrice => ({
  perMillionTokens,
  currency: "USD",
  of: "2026-11-22",
});

/**
 * State: 2026-11-22, from copies of OpenAI's page of prices (developers.openai.com/api/docs/pricing).
 * What others ask differs by region and contract: people add it in their settings.
 */
export const knownPrices: PriceTable = {
  "openai/gpt-4.1": openaiPrice(25),
  "openai/gpt-4.1-mini": openaiPrice(5),
  "openai/gpt-4o": openaiPrice(25),
  "openai/gpt-4o-mini": openaiPrice(3),
};

/** What asking a model costs at a provider. */
export interface InferencePrice {
  /** For a million tokens that are sent, and that the model writes. */
  readonly inputPerMillion: number;
  readonly outputPerMillion: number;
  /** Such as `USD`. */
  readonly currency: string;
  /** The day on which this was the price, as `YYYY-MM-DD`. */
  readonly of: string;
}

const tunedPrice = (inputPerMillion: number, outputPerMillion: number): InferencePrice => ({
  inputPerMillion,
  outputPerMillion,
  currency: "USD",
  of: "2026-11-22",
});

/** Prices of tuned models, from the same copies of OpenAI's page. Those of base models are not in them. */
const tunedPrices: Readonly<Record<string, InferencePrice>> = {
  "openai/gpt-4.1": tunedPrice(3, 12),
  "openai/gpt-4.1-mini": tunedPrice(0.8, 3.2),
  "openai/gpt-4o": tunedPrice(3.75, 15),
  "openai/gpt-4o-mini": tunedPrice(0.3, 1.2),
};

/** What a provider asks for answers of a model; `undefined` where nobody knows it. */
export function inferencePriceOf(provider: ProviderId, model: string): InferencePrice | undefined {
  return model.startsWith("ft:") ? longestMatch(provider, model, tunedPrices) : undefined;
}

/** The price of a provider for a model, tuned ones included; `undefined` where nobody knows it. */
export function priceOf(
  provider: ProviderId,
  model: string,
  table: PriceTable,
): TrainingPrice | undefined {
  return longestMatch(provider, model, table);
}

function longestMatch<Price>(
  provider: ProviderId,
  model: string,
  table: Readonly<Record<string, Price>>,
): Price | undefined {
  const name = `${provider}/${baseModel(model)}`;
  const [best] = Object.entries(table)
    .filter(([prefix]) => name === prefix || name.startsWith(`${prefix}-`))
    .sort(([a], [b]) => b.length - a.length);
  return best?.[1];
}

/**
 * So many epochs a service that chooses them itself may take: OpenAI's cookbook (Data preparation
 * and analysis for chat model fine-tuning) has them from 1 to 25, three for most files, more for
 * those of few records.
 */
const usualEpochs = 3;
const leastExamples = 100;
const mostEpochs = 25;

/** What is trained on. */
export interface TrainingAmount {
  readonly tokens: number;
  readonly records: number;
  /** `undefined` where the provider chooses. */
  readonly epochs: number | undefined;
}

/** The lowest and highest cost to expect. */
export function estimateCost(
  { tokens, records, epochs }: TrainingAmount,
  { perMillionTokens, currency, of, isOwn }: TrainingPrice,
): RunCost {
  const each = (tokens / 1_000_000) * perMillionTokens;
  const forFew = Math.ceil(leastExamples / Math.max(records, 1));
  const most = epochs ?? Math.min(Math.max(usualEpochs, forFew), mostEpochs);
  return {
    currency,
    least: each * (epochs ?? 1),
    most: each * most,
    pricesOf: of,
    ...(isOwn && { areOwnPrices: true }),
  };
}

/** The prices that a person has written down, over those that are known. What makes no sense is left out. */
export function withOwnPrices(own: unknown): PriceTable {
  if (typeof own !== "object" || own === null) return knownPrices;
  const entries = Object.entries(own).flatMap(([name, value]: [string, unknown]) => {
    const price = priceFrom(value);
    return typeof price === "string" ? [] : [[name, price] as const];
  });
  return { ...knownPrices, ...Object.fromEntries(entries) };
}

/** What is wrong with the prices that a person has written down, or nothing. */
export function ownPricesProblem(own: unknown): string | undefined {
  if (typeof own !== "object" || own === null || Array.isArray(own)) {
    return 'Expected an object such as {"openai/gpt-4.1": {"perMillionTokens": 25, "currency": "USD", "of": "2026-11-22"}}.';
  }
  for (const [name, value] of Object.entries(own)) {
    const price = priceFrom(value);
    if (typeof price === "string") return `"${name}": ${price}`;
  }
  return undefined;
}

/** The price that somebody has written down, or what is wrong with it. */
function priceFrom(value: unknown): TrainingPrice | string {
  if (!isObject(value)) return "Expected an object.";
  const { perMillionTokens, currency, of } = value;
  if (typeof perMillionTokens !== "number" || !(perMillionTokens >= 0)) {
    return 'Expected "perMillionTokens" to be a number of 0 or more.';
  }
  if (typeof currency !== "string" || currency === "") {
    return 'Expected "currency" to be a text such as "USD".';
  }
  if (typeof of !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(of)) {
    return 'Expected "of" to be the day of the price, such as "2026-11-22".';
  }
  return { perMillionTokens, currency, of, isOwn: true };
}
