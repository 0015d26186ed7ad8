import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { LineChange } from "../../src/cli/unified-diff.js";
import { unifiedDiff } from "../../src/cli/unified-diff.js";
import { propertyRuns } from "../support/property-runs.ts";
import { applyDiff } from "./apply-diff.ts";

function diffOf(changes: readonly LineChange[]): string {
  return [...unifiedDiff("data.jsonl", changes)].join("");
}

/** Lines a, b, c, … of which some become something else. */
function alphabet(length: number, changed: Readonly<Record<string, readonly string[]>>): string {
  const letters = Array.from({ length }, (_, i) => String.fromCharCode(97 + i));
  return diffOf(
    letters.map((letter) => ({ before: `${letter}\n`, after: changed[letter] ?? [`${letter}\n`] })),
  );
}

describe("unifiedDiff", () => {
  it("gives nothing where nothing changed", () => {
    assert.equal(alphabet(5, {}), "");
  });

  it("gives nothing for an empty file", () => {
    assert.equal(diffOf([]), "");
  });

  it("shows a changed line with three lines around it", () => {
    assert.equal(
      alphabet(9, { e: ["E\n"] }),
      "--- data.jsonl\n+++ data.jsonl\n@@ -2,7 +2,7 @@\n b\n c\n d\n-e\n+E\n f\n g\n h\n",
    );
  });

  it("shows a removed line", () => {
    assert.equal(
      alphabet(2, { a: [] }),
      "--- data.jsonl\n+++ data.jsonl\n@@ -1,2 +1,1 @@\n-a\n b\n",
    );
  });

  it("shows a line that was split", () => {
    assert.equal(
      alphabet(2, { b: ["1\n", "2\n"] }),
      "--- data.jsonl\n+++ data.jsonl\n@@ -1,2 +1,3 @@\n a\n-b\n+1\n+2\n",
    );
  });

  it("numbers an empty new file from 0", () => {
    assert.equal(
      alphabet(2, { a: [], b: [] }),
      "--- data.jsonl\n+++ data.jsonl\n@@ -1,2 +0,0 @@\n-a\n-b\n",
    );
  });

  it("marks a last line without a line feed on either side", () => {
    assert.equal(
      diffOf([{ before: "a", after: ["b"] }]),
      "--- data.jsonl\n+++ data.jsonl\n@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n" +
        "+b\n\\ No newline at end of file\n",
    );
  });

  it("keeps carriage returns", () => {
    assert.equal(
      diffOf([{ before: "a\r\n", after: ["b\r\n"] }]),
      "--- data.jsonl\n+++ data.jsonl\n@@ -1,1 +1,1 @@\n-a\r\n+b\r\n",
    );
  });

  it("joins changes that are six lines apart, and parts those that are seven", () => {
    const hunks = [6, 7].map((apart) => {
      const second = String.fromCharCode(97 + 1 + apart);
      return alphabet(20, { a: ["A\n"], [second]: ["X\n"] }).split("@@ -").length - 1;
    });
    assert.deepEqual(hunks, [1, 2]);
  });

  it("numbers the hunks behind removed and split lines", () => {
    const headers = alphabet(26, { a: [], j: ["1\n", "2\n", "3\n"], t: ["T\n"] }).match(/@@.*@@/g);
    assert.deepEqual(headers, ["@@ -1,4 +1,3 @@", "@@ -7,7 +6,9 @@", "@@ -17,7 +18,7 @@"]);
  });

  it("gives the new text when it is applied, whatever was changed, removed or split", () => {
    const texts = fc.array(fc.constantFrom("x", "y", "", " z", "-", "+ \r"), { maxLength: 3 });
    const change = fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, texts);
    const lines = fc.array(fc.tuple(fc.constantFrom("a", "b", "", "\\", "@@ "), change), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(lines, fc.boolean(), (drawn, hasFinalNewline) => {
        const changes = drawn.map(([before, after], index): LineChange => {
          const isOpen = !hasFinalNewline && index === drawn.length - 1;
          const end = isOpen ? "" : "\n";
          const parts = after ?? [before];
          const became = parts.map((part, i) => part + (i < parts.length - 1 ? "\n" : end));
          return { before: before + end, after: became.filter((part) => part !== "") };
        });
        const known = changes.filter(({ before }) => before !== "");
        const before = known.map((one) => one.before).join("");
        const after = known.flatMap((one) => one.after).join("");
        assert.equal(applyDiff(before, diffOf(known)), after);
      }),
      propertyRuns(200),
    );
  });
});
