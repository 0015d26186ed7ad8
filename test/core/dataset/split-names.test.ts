import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { earlierSplits, pathBeside, splitRole } from "../../../src/core/dataset/split-names.js";

const files = [
  "d/train.jsonl",
  "d/valid.jsonl",
  "d/test.jsonl",
  "d/reviews.train.jsonl",
  "d/reviews_dev.jsonl",
  "d/Reviews-TEST.jsonl.gz",
  "d/latest.jsonl",
  "d/train-00000-of-00002.jsonl",
  "d/train-00001-of-00002.jsonl",
  "s/training/a.jsonl",
  "s/holdout/a.jsonl",
  "s/holdout/b.jsonl",
];

describe("what a file is for", () => {
  it("is said by the last such word of its name, not by folders", () => {
    const names = [
      "d/train.jsonl",
      "d/reviews_dev.jsonl",
      "Reviews-TEST.jsonl.gz",
      "test-train.jsonl",
    ];
    assert.deepEqual(names.map(splitRole), ["training", "validation", "test", "training"]);
    const others = ["test/a.jsonl", "d/latest.jsonl", "contest.jsonl", ""];
    assert.deepEqual(others.map(splitRole), [undefined, undefined, undefined, undefined]);
  });
});

describe("files that belong together", () => {
  it("are those with the rest of the name the same, training before validation before test", () => {
    assert.deepEqual(earlierSplits("d/test.jsonl", files), [
      "d/train.jsonl",
      "d/valid.jsonl",
      "d/train-00000-of-00002.jsonl",
      "d/train-00001-of-00002.jsonl",
    ]);
    assert.deepEqual(earlierSplits("d/Reviews-TEST.jsonl.gz", files), [
      "d/reviews.train.jsonl",
      "d/reviews_dev.jsonl",
    ]);
    assert.deepEqual(earlierSplits("d/reviews_dev.jsonl", files), ["d/reviews.train.jsonl"]);
  });

  it("may have one name in folders that say what they are for", () => {
    assert.deepEqual(earlierSplits("s/holdout/a.jsonl", files), ["s/training/a.jsonl"]);
    assert.deepEqual(earlierSplits("s/holdout/b.jsonl", files), []);
  });

  it("are none for training files and files that say nothing of the kind", () => {
    assert.deepEqual(earlierSplits("d/train.jsonl", files), []);
    assert.deepEqual(earlierSplits("d/latest.jsonl", files), []);
  });

  it("are named as seen from the folder of the file", () => {
    assert.equal(pathBeside("/d/test.jsonl", "/d/train.jsonl"), "train.jsonl");
    assert.equal(pathBeside("/s/test/a.jsonl", "/s/train/a.jsonl"), "../train/a.jsonl");
  });
});
