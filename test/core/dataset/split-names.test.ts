import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readGlob } from "../../../src/core/config/glob.js";
import type { Glob } from "../../../src/core/config/glob.js";
import {
  earlierSplits,
  laterNamed,
  laterSplits,
  pathBeside,
  splitRole,
} from "../../../src/core/dataset/split-names.js";

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

describe("what belongs to a training file", () => {
  it("has the rest of its name the same; the part with its number comes first", () => {
    assert.deepEqual(laterSplits("d/reviews.train.jsonl", "validation", files), [
      "d/reviews_dev.jsonl",
    ]);
    assert.deepEqual(laterSplits("d/reviews.train.jsonl", "test", files), [
      "d/Reviews-TEST.jsonl.gz",
    ]);
    const parts = ["d/test-1.jsonl", "d/test-2.jsonl"];
    assert.deepEqual(laterSplits("d/training-2.jsonl", "test", parts), parts.toReversed());
    assert.deepEqual(laterSplits("s/training/a.jsonl", "test", files), ["s/holdout/a.jsonl"]);
  });

  it("may be named after a file whose name says nothing", () => {
    const others = ["d/reviews-eval.jsonl", "d/reviews.test.jsonl", "d/reviewsvalid.jsonl"];
    assert.deepEqual(laterSplits("d/reviews.jsonl", "test", others), [
      "d/reviews.test.jsonl",
      "d/reviews-eval.jsonl",
    ]);
    assert.deepEqual(laterSplits("d/reviews.jsonl", "validation", others), []);
  });

  it("is nothing that comes before: a test file has no validation file", () => {
    assert.deepEqual(laterSplits("d/test.jsonl", "validation", files), []);
    assert.deepEqual(laterSplits("d/reviews_dev.jsonl", "test", files), [
      "d/Reviews-TEST.jsonl.gz",
    ]);
  });

  it("is what people have named, the one whose name fits first", () => {
    const candidates = ["held/out.jsonl", "b/measure.jsonl", "a/reviews.measure.jsonl"];
    const splits = {
      folder: "/w",
      role: "training",
      files: {
        training: [],
        validation: globs("**/*measure.jsonl"),
        test: globs("held/", "a/x-test.jsonl"),
      },
    } as const;
    assert.deepEqual(laterNamed("a/learn.jsonl", "validation", { splits, candidates }), [
      "a/reviews.measure.jsonl",
      "b/measure.jsonl",
    ]);
    const tests = [...candidates, "a/x-test.jsonl"];
    assert.deepEqual(laterNamed("a/x-train.jsonl", "test", { splits, candidates: tests }), [
      "a/x-test.jsonl",
      "held/out.jsonl",
    ]);
  });
});

function globs(...sources: readonly string[]): readonly Glob[] {
  return sources.map((source) => {
    const glob = readGlob(source);
    if (typeof glob === "string") throw new Error(glob);
    return glob;
  });
}
