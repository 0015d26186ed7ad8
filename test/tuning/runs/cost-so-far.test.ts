import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { knownPrices } from "../../../src/tuning/prices.js";
import { costSoFar, trainedSoFar } from "../../../src/tuning/runs/cost-so-far.js";
import type { RunFile } from "../../../src/tuning/runs/run-file.js";
import { newRun } from "../../support/new-run.js";

async function run(change: Partial<RunFile>): Promise<RunFile> {
  const begun = await newRun({ training: "{}\n".repeat(100), provider: "openai" });
  const baseModel = "gpt-4.1-mini-2025-04-14";
  return { ...begun, baseModel, job: "ftjob-1", tokensPerEpoch: 1_000_000, ...change };
}

describe("what a run has cost up to now", () => {
  it("is the tokens that the provider has counted, times the price", async () => {
    const ended = await run({ trainedTokens: 2_500_000 });
    assert.deepEqual(costSoFar(ended, knownPrices), {
      tokens: 2_500_000,
      currency: "USD",
      amount: 12.5,
      priceOf: "2026-11-22",
    });
  });

  it("is estimated by how far the run has come", async () => {
    const half = await run({
      hyperparameters: { n_epochs: 3 },
      metrics: { step: 50, totalSteps: 100 },
    });
    assert.equal(trainedSoFar(half), 1_500_000);
  });

  it("is estimated by steps and batches where nobody says how many there will be", async () => {
    const going = await run({
      chosen: {},
      hyperparameters: { batch_size: 4 },
      metrics: { step: 50 },
    });
    assert.equal(trainedSoFar(going), 2_000_000);
  });

  it("is nothing before there is a job and before its first step", async () => {
    assert.equal(trainedSoFar(await run({ job: null })), 0);
    assert.equal(trainedSoFar(await run({ metrics: null })), 0);
  });

  it("is not guessed", async () => {
    const going = { metrics: { step: 50 }, chosen: {} };
    assert.equal(costSoFar(await run(going), knownPrices), undefined);
    assert.equal(costSoFar(await run({ tokensPerEpoch: null, ...going }), knownPrices), undefined);
    assert.equal(
      costSoFar(await run({ trainedTokens: 5, baseModel: "unheard-of" }), knownPrices),
      undefined,
    );
  });
});
