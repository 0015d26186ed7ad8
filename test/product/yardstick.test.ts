import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { reviewDataset, sampleReviews } from "../../scripts/tuning-bench/review-dataset.ts";
import { yardstick } from "../../scripts/tuning-bench/yardstick.ts";

const corpus = process.env["TUNEWRIGHT_CORPUS"];

describe("the local engine beside fastText, on the same data in the same run", () => {
  for (const [name, dataset, skip] of [
    ["generated reviews", sampleReviews, false],
    ["clothing reviews", () => reviewDataset(corpus), corpus === undefined],
  ] as const) {
    it(`is as accurate within a point, and no slower, on ${name}`, { skip }, (test) => {
      const { ours, fastText } = yardstick(dataset());
      test.diagnostic(JSON.stringify({ ours, fastText }));
      assert.ok(ours.accuracy > fastText.accuracy - 0.01, "less accurate than fastText");
      assert.ok(ours.seconds <= fastText.seconds, "slower than fastText");
    });
  }
});
