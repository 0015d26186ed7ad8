import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { TokenTally } from "../../../src/core/tokens/token-statistics.js";

describe("the statistics of tokens", () => {
  it("say how they are spread, by the nearest rank", () => {
    const tally = new TokenTally(95);
    for (let total = 100; total >= 1; total -= 1) {
      tally.add({ total, trained: 1, isEstimate: total === 7 }, 100 - total);
    }
    assert.deepEqual(tally.statistics, {
      records: 100,
      total: 5_050,
      trained: 100,
      least: 1,
      median: 50,
      p95: 95,
      most: 100,
      longestLine: 0,
      overLimit: 5,
      isEstimate: true,
    });
  });

  it("are nothing of nothing", () => {
    const { records, median, longestLine } = new TokenTally(undefined).statistics;
    assert.deepEqual([records, median, longestLine], [0, 0, undefined]);
  });
});
