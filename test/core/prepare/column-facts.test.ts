import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { columnFacts } from "../../../src/core/prepare/column-facts.js";
import type { Cell, OpenSource } from "../../../src/core/prepare/source-rows.js";

/** A source with these rows, two in a batch. */
function sourceOf(rows: readonly (readonly Cell[])[]): OpenSource {
  return () =>
    Promise.resolve({
      columns: [
        { name: "text", type: "text" },
        { name: "stars", type: "text" },
      ],
      async *batches() {
        for (let start = 0; start < rows.length; start += 2) {
          yield await Promise.resolve(
            rows
              .slice(start, start + 2)
              .map((cells, index) => ({ number: start + index + 1, cells })),
          );
        }
      },
      report: () => ({ read: rows.length, problems: [] }),
      close: () => Promise.resolve(),
    });
}

const rows = [
  ["good", "5"],
  ["bad", "1"],
  [null, "5"],
  ["x".repeat(300), " "],
];
const { signal } = new AbortController();

describe("the facts of columns", () => {
  it("count different and absent values, the most frequent first", async () => {
    const facts = await columnFacts(sourceOf(rows.slice(0, 3)), {
      sources: [],
      mostRows: 100,
      signal,
    });
    const [text, stars] = facts.columns;
    assert.deepEqual(stars, {
      name: "stars",
      type: "text",
      absent: 0,
      distinct: 2,
      isMore: false,
      values: [
        { text: "5", count: 2 },
        { text: "1", count: 1 },
      ],
      longest: 1,
      total: 3,
      isNumeric: true,
    });
    assert.deepEqual([text?.absent, text?.distinct, text?.isNumeric], [1, 2, false]);
    assert.deepEqual([facts.rows, facts.isWhole], [3, true]);
  });

  it("stop where they were told to, and shorten long values", async () => {
    const part = await columnFacts(sourceOf(rows), { sources: [], mostRows: 3, signal });
    assert.deepEqual([part.rows, part.isWhole], [3, false]);
    const whole = await columnFacts(sourceOf(rows), { sources: [], mostRows: 4, signal });
    assert.equal(whole.isWhole, true);
    assert.equal(whole.columns[0]?.values.at(-1)?.text.length, 201);
    assert.equal(whole.columns[0].longest, 300);
  });
});
