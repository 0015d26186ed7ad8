import type { RunCost } from "../../src/tuning/runs/run-file.js";
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { shutdownOf } from "../../src/tuning/model-shutdowns.js";
import {
  estimateCost,
  knownPrices,
  priceOf,
  ownPricesProblem,
  withOwnPrices,
} from "../../src/tuning/prices.js";

const price = { perMillionTokens: 10, currency: "USD", of: "2026-01-01" };

describe("the price of a training", () => {
  it("is that of the model that a tuned one was made of, by the longest name", () => {
    const of = (model: string): number | undefined =>
      priceOf("openai", model, knownPrices)?.perMillionTokens;
    assert.deepEqual(
      [
        "gpt-4.1-2025-04-14",
        "gpt-4.1-mini-2025-04-14",
        "ft:gpt-4o-mini-2024-07-18:me::x",
        "gpt-4",
      ].map(of),
      [25, 5, 3, undefined],
    );
  });

  it("is not known where it is another provider's", () => {
    assert.equal(priceOf("azure", "gpt-4.1-mini", knownPrices), undefined);
  });

  it("goes from one epoch to the most that the service may choose", () => {
    const tokens = 1_000_000;
    const costs = [5, 20, 1_000].map((records) =>
      estimateCost({ tokens, records, epochs: undefined }, price),
    );
    assert.deepEqual(
      costs.map(({ least, most }) => [least, most]),
      [
        [10, 200],
        [10, 50],
        [10, 30],
      ],
    );
  });

  it("is one number where the epochs are chosen", () => {
    const { least, most } = estimateCost({ tokens: 500_000, records: 9, epochs: 4 }, price);
    assert.deepEqual([least, most], [20, 20]);
  });

  it("is what a person has written down, and never nonsense", () => {
    const table = withOwnPrices({
      "openai/gpt-4.1": price,
      "nebius/llama": price,
      "openai/gpt-4o": { perMillionTokens: -1, currency: "USD", of: "2026-01-01" },
    });
    assert.equal(priceOf("openai", "gpt-4.1", table)?.perMillionTokens, 10);
    assert.equal(priceOf("nebius", "llama-3", table)?.perMillionTokens, 10);
    assert.equal(priceOf("openai", "gpt-4o", table)?.perMillionTokens, 25);
    assert.equal(withOwnPrices("nothing"), knownPrices);
    const cost = (name: string): RunCost =>
      estimateCost({ tokens: 9, records: 9, epochs: 1 }, priceOf("openai", name, table) ?? price);
    assert.deepEqual(
      [cost("gpt-4.1").areOwnPrices, cost("gpt-4o").areOwnPrices],
      [true, undefined],
    );
  });
});

describe("prices that a person writes down", () => {
  it("are refused with what is wrong and where", () => {
    const problems = [
      {},
      [],
      { "nebius/llama": 2 },
      { "nebius/llama": { perMillionTokens: "2", currency: "USD", of: "2026-01-01" } },
      { "nebius/llama": { perMillionTokens: 2, currency: "", of: "2026-01-01" } },
      { "nebius/llama": { perMillionTokens: 2, currency: "USD", of: "today" } },
    ].map(ownPricesProblem);
    assert.deepEqual(
      problems.map(
        (problem) => /^(?:"nebius\/llama": )?Expected (?:an object|"\w+")/.exec(problem ?? "")?.[0],
      ),
      [
        undefined,
        "Expected an object",
        '"nebius/llama": Expected an object',
        '"nebius/llama": Expected "perMillionTokens"',
        '"nebius/llama": Expected "currency"',
        '"nebius/llama": Expected "of"',
      ],
    );
  });
});

describe("the end of a model", () => {
  it("is looked up by the longest name, for its provider", () => {
    assert.deepEqual(shutdownOf("openai", { id: "gpt-4.1-mini", isTuned: false }), {
      training: "2027-01-06",
      serving: "2027-01-14",
    });
    assert.deepEqual(shutdownOf("openai", { id: "gpt-4.1-nano-2025-04-14", isTuned: false }), {
      serving: "2026-10-23",
    });
    assert.deepEqual(shutdownOf("nebius", { id: "gpt-4.1", isTuned: false }), {});
  });

  it("is what the service says, where it does", () => {
    const model = { id: "gpt-4.1", isTuned: false, shutdownDate: "2027-02-01" };
    assert.equal(shutdownOf("openai", model).serving, "2027-02-01");
  });
});
