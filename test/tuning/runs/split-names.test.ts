import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { splitNames } from "../../../src/tuning/runs/split-names.js";

describe("the names of a training file's other files", () => {
  it("have another word in place of its own", () => {
    assert.equal(splitNames("reviews.train.jsonl", "validation")[0], "reviews.validation.jsonl");
    assert.equal(splitNames("training-2.jsonl", "test")[0], "test-2.jsonl");
  });

  it("have a word more where it has none", () => {
    assert.deepEqual(splitNames("reviews.jsonl", "test"), [
      "reviews.test.jsonl",
      "reviews-test.jsonl",
      "reviews_test.jsonl",
    ]);
    assert.equal(splitNames("trainers.jsonl", "validation")[0], "trainers.validation.jsonl");
  });
});
