import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { exampleHashes, lessonsOf, longestExample } from "../../../src/tuning/local/lessons.js";

const examples = [
  { prompt: "one two", label: "b" },
  { prompt: "", label: "a" },
  { prompt: "one two three", label: "b" },
];

describe("lessons", () => {
  it("hold label, number of features and features of each example", () => {
    const lessons = lessonsOf(examples, ["a", "b"], 1);
    assert.equal(lessons.length, 3);
    const [label, count, ...features] = lessons.batch(0, 1);
    assert.deepEqual([label, count, features.length], [1, 2, 2]);
    assert.deepEqual([...lessons.batch(1, 2)], [0, 0]);
    assert.equal(lessons.batch(0, 3).length, 2 + 2 + (2 + 0) + (2 + 3));
  });

  it("know their longest batch", () => {
    const lessons = lessonsOf(examples, ["a", "b"], 1);
    assert.equal(lessons.longestBatch(1), 5);
    assert.equal(lessons.longestBatch(2), 6);
    assert.equal(lessons.longestBatch(100), 11);
  });

  it("count each feature once", () => {
    assert.equal(lessonsOf(examples, ["a", "b"], 1).countDistinct(), 3);
    assert.equal(lessonsOf(examples, ["a", "b"], 2).countDistinct(), 5);
  });

  it("bring all features into range, and leave labels and counts alone", () => {
    const lessons = lessonsOf(examples, ["a", "b"], 1);
    lessons.bringIntoRange(1);
    assert.deepEqual([...lessons.batch(0, 3)], [1, 2, 0, 0, 0, 0, 1, 3, 0, 0, 0]);
  });

  it("cut a text that is too long, as prediction does", () => {
    const prompt = "word ".repeat(longestExample + 10);
    const lessons = lessonsOf([{ prompt, label: "a" }], ["a"], 1);
    assert.equal(lessons.batch(0, 1).length, longestExample + 2);
    assert.equal(exampleHashes(prompt, 1).length, longestExample);
  });
});
