import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ScoreTally } from "../../../src/core/inspection/score-summary.js";
import { ScoreTable } from "../../../src/core/inspection/score-table.js";
import type { ScoreFact } from "../../../src/core/inspection/score-fact.js";
import { scoreFact } from "../../support/score-facts.ts";

function tableOf(facts: readonly ScoreFact[]): ScoreTable {
  const table = new ScoreTable();
  facts.forEach((fact, index) => table.add(fact, index * 100));
  return table;
}

function labelled(line: number, expected: string, predicted: string): ScoreFact {
  const margin = expected === predicted ? 0.5 : -0.5;
  return scoreFact(line, { expected, predicted, margin });
}

describe("a table of scores", () => {
  it("sorts by surprise, margin, wrongness and line, ties in the order of the file", () => {
    const table = tableOf([
      scoreFact(4, { perToken: -1, margin: 0.8 }),
      scoreFact(1, { perToken: -1, margin: -0.9 }),
      scoreFact(2, { perToken: -3, margin: 0.1 }),
      scoreFact(3, { perToken: -2 }),
    ]);
    const lines = (order: Parameters<ScoreTable["rows"]>[0]): readonly number[] =>
      Array.from(table.rows(order), (row) => table.line(row));
    assert.deepEqual(lines("surprise"), [2, 3, 1, 4]);
    assert.deepEqual(lines("margin"), [2, 4, 1, 3]);
    assert.deepEqual(lines("wrongness"), [1, 2, 4, 3]);
    assert.deepEqual(lines("line"), [1, 2, 3, 4]);
    assert.equal(table.offset(table.rows("line")[0] ?? 9), 100);
  });

  it("has what only a bound is known of by its bound", () => {
    const bound = scoreFact(1, { perToken: null, atMost: 0.001 });
    const table = tableOf([scoreFact(2, { perToken: -2 }), bound]);
    assert.deepEqual(
      Array.from(table.rows("surprise"), (row) => table.line(row)),
      [1, 2],
    );
    const impossible = tableOf([scoreFact(1, { perToken: null, atMost: 0 }), scoreFact(2)]);
    assert.deepEqual(
      Array.from(impossible.rows("surprise"), (row) => impossible.line(row)),
      [1, 2],
    );
  });

  it("filters by surprise, by label and by what is wrong", () => {
    const table = tableOf([
      { ...labelled(1, "a", "a"), perToken: -0.5 },
      { ...labelled(2, "a", "b"), perToken: -1 },
      { ...labelled(3, "c", "c"), perToken: -2 },
    ]);
    const none = { surprise: null, label: null, onlyWrong: false };
    const lines = (filter: Partial<typeof none> | object): readonly number[] =>
      Array.from(table.rows("line", { ...none, ...filter }), (row) => table.line(row));
    assert.deepEqual(lines({}), [1, 2, 3]);
    assert.deepEqual(lines({ surprise: [0.5, 2] }), [1, 2]);
    assert.deepEqual(lines({ label: "b" }), [2]);
    assert.deepEqual(lines({ label: "a" }), [1, 2]);
    assert.deepEqual(lines({ label: "nobody's" }), []);
    assert.deepEqual(lines({ onlyWrong: true }), [2]);
    assert.deepEqual(table.labels, ["a", "b", "c"]);
  });

  it("counts each record in one part of the histogram, in parts of round widths", () => {
    const surprises = [0, 0.01, 0.9, 1, 4.1, 8.9];
    const facts = surprises.map((one, index) => scoreFact(index + 1, { perToken: -one }));
    const { width, counts } = tableOf([
      ...facts,
      scoreFact(9, { perToken: null, atMost: 1e-9 }),
    ]).histogram(10);
    assert.equal(width, 1);
    // The last has what is above, too.
    assert.deepEqual(counts, [3, 1, 0, 0, 1, 0, 0, 0, 2]);
    assert.deepEqual(new ScoreTable().histogram(3), { width: 0.001, counts: [0] });
  });
});

describe("a summary of scores", () => {
  it("has accuracy, F1, the mean log probability and perplexity by their formulas", () => {
    const tally = new ScoreTally();
    // a: 3 records, 2 right, 3 predicted. b: 2 records, 1 right, 2 predicted.
    const pairs = ["aa", "aa", "ab", "ba", "bb"] as const;
    pairs.forEach(([expected = "", predicted = ""], index) =>
      tally.add({
        ...labelled(index + 1, expected, predicted),
        logprob: -2,
        tokens: 4,
      }),
    );
    tally.add(scoreFact(9, { perToken: null }));
    const { classification, ...rest } = tally.summary;
    assert.deepEqual(rest, {
      records: 6,
      known: 5,
      tokens: 20,
      perToken: -0.5,
      perplexity: Math.exp(0.5),
    });
    assert.equal(classification?.accuracy, 3 / 5);
    assert.deepEqual(
      classification.labels.map(({ label, f1 }) => [label, f1]),
      [
        ["a", 4 / 6],
        ["b", 2 / 4],
      ],
    );
    assert.equal(classification.macroF1, (4 / 6 + 2 / 4) / 2);
    assert.equal(new ScoreTally().summary.classification, null);
    assert.equal(new ScoreTally().summary.perplexity, null);
  });
});
