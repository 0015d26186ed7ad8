import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkDatasetAtOnce } from "../../../src/core/dataset/check-dataset.js";
import { memorySource } from "../../support/memory-source.ts";
import { otherDataset } from "../../support/other-dataset.ts";

const pair = (prompt: string, completion: string): string => JSON.stringify({ prompt, completion });

/** The leaks of a test file: message and place of the twin. */
function leaksOf(test: readonly string[], ...training: (readonly string[])[]): unknown {
  const others = training.map((lines, index) =>
    otherDataset(`train${index}.jsonl`, lines.join("\n")),
  );
  const { findings } = checkDatasetAtOnce(memorySource(test.join("\n")), { others });
  return findings
    .filter(({ rule }) => rule === "leakage")
    .map(({ line, message, related: [twin] }) => [line, message, twin?.file, twin?.line]);
}

describe("leakage", () => {
  it("names the first training file and line, the best proof first", () => {
    const test = [pair("a ->", " 1"), pair("b ->", " 1"), pair("B! ->", " 1"), pair("c ->", " 1")];
    const training = [pair("z ->", " 2"), pair("a ->", " 1"), pair("b ->", " 2")];
    assert.deepEqual(leaksOf(test, training, [pair("c ->", " 1")]), [
      [0, "The record is also in train0.jsonl, line 2.", "train0.jsonl", 1],
      [1, "The prompt is also in train0.jsonl, line 3.", "train0.jsonl", 2],
      [
        2,
        "The prompt is also in train0.jsonl, line 3, but for case, white space or punctuation.",
        "train0.jsonl",
        2,
      ],
      [3, "The record is also in train1.jsonl, line 1.", "train1.jsonl", 0],
    ]);
  });

  it("is silent on a prompt that many training records answer differently", () => {
    const training = Array.from({ length: 20 }, (_, number) =>
      pair("Write ->", ` story ${number}`),
    );
    assert.deepEqual(leaksOf([pair("Write ->", " a story of my own")], training), []);
  });

  it("is silent where the other file is of another format, or none", () => {
    const chat = JSON.stringify({ messages: [{ role: "user", content: "a ->" }] });
    assert.deepEqual(leaksOf([pair("a ->", " 1")], [chat], ["not a dataset"], []), []);
  });
});
