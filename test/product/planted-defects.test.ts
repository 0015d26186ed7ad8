import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { PlantedDefects, ReviewOptions } from "../../scripts/bench/generate-reviews.ts";
import { generateReviews } from "../../scripts/bench/generate-reviews.ts";
import { checkDatasetAtOnce } from "../../src/core/dataset/check-dataset.js";
import { memoryDatasetFile } from "../../src/data/dataset-file.js";

const rules = {
  duplicate: "duplicate-record",
  noLeadingSpace: "completion-leading-space",
  trailingWhitespace: "completion-trailing-whitespace",
  malformed: "invalid-json",
} as const;

/** Lines (from 1) by rule. */
type LinesByRule = Readonly<Record<string, readonly number[]>>;

function planted(truth: PlantedDefects): LinesByRule {
  return Object.fromEntries(
    Object.entries(rules).map(([defect, rule]) => [
      rule,
      // The table's keys are names of lists of lines.
      truth[defect as keyof typeof rules].toSorted((a, b) => a - b),
    ]),
  );
}

function found(text: string): LinesByRule {
  const file = memoryDatasetFile("reviews.jsonl", Buffer.from(text));
  const { findings } = checkDatasetAtOnce(file, {});
  const lines: Record<string, number[]> = {};
  for (const { rule, line } of findings) (lines[rule] ??= []).push(line + 1);
  return lines;
}

/** Enough of each defect for a small file. */
const shares = {
  duplicates: 0.01,
  noLeadingSpace: 0.01,
  trailingWhitespace: 0.01,
  malformed: 0.01,
};

const files: Readonly<Record<string, ReviewOptions>> = {
  "seed 1": { bytes: 2_000_000, seed: 1, ...shares },
  "seed 2, short texts": { bytes: 1_000_000, seed: 2, ...shares, median: 40 },
  "seed 3, CRLF": { bytes: 1_000_000, seed: 3, ...shares, crlf: true },
  "seed 4, no final newline": { bytes: 1_000_000, seed: 4, ...shares, finalNewline: false },
  "seed 5, CRLF, no final newline": {
    bytes: 1_000_000,
    seed: 5,
    ...shares,
    crlf: true,
    finalNewline: false,
  },
  "seed 6, all escaped": { bytes: 1_000_000, seed: 6, ...shares, asciiEscapes: 1 },
  "seed 7, many of each": {
    bytes: 1_000_000,
    seed: 7,
    duplicates: 0.2,
    noLeadingSpace: 0.3,
    trailingWhitespace: 0.3,
    malformed: 0.2,
  },
  "seed 8, default shares": { bytes: 2_000_000, seed: 8, malformed: 0.002 },
};

describe("planted defects", () => {
  for (const [kind, options] of Object.entries(files)) {
    it(`are all found, each on its line, and nothing else: ${kind}`, () => {
      const { text, truth } = generateReviews(options);
      assert.deepEqual(found(text), planted(truth));
    });
  }

  it("are absent from a file without any", () => {
    const { text } = generateReviews({
      bytes: 1_000_000,
      seed: 9,
      duplicates: 0,
      noLeadingSpace: 0,
      trailingWhitespace: 0,
      malformed: 0,
    });
    assert.deepEqual(found(text), {});
  });
});
