import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkDatasetAtOnce } from "../../../src/core/dataset/check-dataset.js";
import { fixLines } from "../../../src/core/dataset/fix-dataset.js";
import { memorySource } from "../../support/memory-source.ts";

function rulesIn(...lines: readonly string[]): readonly string[] {
  return checkDatasetAtOnce(memorySource(lines.join("\n")), {}).findings.map(({ rule }) => rule);
}

function fixedAll(...lines: readonly string[]): readonly (readonly string[])[] {
  return fixLines(lines, { scope: "all" }).map(({ becomes }) => becomes);
}

describe("lines that nobody expects", () => {
  // Quadratic work on any of these would take minutes: the suite would not end.
  it("with very long runs of white space are read in linear time", () => {
    const blanks = " ".repeat(400_000);
    assert.deepEqual(rulesIn(`{"prompt":"${blanks}x ","completion":" 1"}`), [
      "record-long",
      "separator-trailing-whitespace",
    ]);
    assert.deepEqual(rulesIn(`{"prompt":"x ->","completion":" ${blanks}x "}`), [
      "record-long",
      "completion-trailing-whitespace",
    ]);
    assert.deepEqual(rulesIn(`{"a":1}x${blanks}y`), ["invalid-json"]);
  });

  it("with thousands of records are split into all of them", () => {
    const records = Array.from(
      { length: 5_000 },
      (_, i) => `{"prompt":"${i} ->","completion":" 1"}`,
    );
    assert.deepEqual(fixedAll(records.join("")), [records]);
    assert.deepEqual(fixedAll(records.join(", ")), [records]);
  });

  it("that differ only very deep inside are no duplicates", () => {
    const deep = (value: number): string =>
      `{"prompt":"b ->","completion":${"[".repeat(5_000)}${value}${"]".repeat(5_000)}}`;
    assert.ok(!rulesIn(deep(1), deep(2)).includes("duplicate-record"));
    assert.deepEqual(rulesIn(deep(1), deep(1)), ["duplicate-record"]);
  });

  it("with a stray blank inside a number are not guessed at", () => {
    const line = '{"prompt":"a ->","completion":" 5","price":1\u00a02}';
    assert.deepEqual(fixLines([line], { scope: "safe" }), []);
  });

  it("with a stray blank between values lose only that", () => {
    assert.deepEqual(fixedAll('{"prompt":"a ->",\u00a0"completion":" 5"}'), [
      ['{"prompt":"a ->", "completion":" 5"}'],
    ]);
  });
});
