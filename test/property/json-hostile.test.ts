import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseJson } from "../../src/core/json/parse-json.js";
import { repairJson } from "../../src/core/json/repair-json.js";
import { applyEdits } from "../../src/core/json/span.js";

const length = 40_000;
// Some hundredths of a second are usual; quadratic work would take many seconds.
const mostMs = 2_000;

const frames: readonly (readonly [before: string, after: string])[] = [
  ["", ""],
  ['{"a":"', '"}'],
  ['{"a":', "}"],
  ['["a",', "]"],
  ["{'a':'", "'}"],
  ['{"a":"\\d', '"}'],
];

const quotes = ['"', '""', '"a"', '"a" ', '"a,"', '"a:', '"{"', '"x},{', '"""', '"a"b"'];
const otherQuotes = ["'", "' ", "'a'", "“", "“a", "`", "u'", "'''", "&quot;"];
const backslashes = ["\\", '\\"', "\\x", "\\u", "\\d", '\\\\"', "C:\\a", "\\frac "];
const brackets = [
  "[",
  "{",
  "]",
  "}",
  '{"a":',
  '[{"a":',
  "[}",
  "{]",
  '{"a":1}',
  '{"a":1},',
  "[1,2}",
];
const signs = [",", "，", ":", "：", "(", ")", "a ", "1 ", "1,", ".", "-", "0x", "True ", "é"];
const others = [
  "//",
  "/*",
  "/**/",
  "# ",
  "\u00a0",
  "\t",
  "\0",
  " ",
  "> ",
  "x:1:",
  '"a" "b":',
  '","',
];
const units = [quotes, otherQuotes, backslashes, brackets, signs, others].flat();

function millisecondsFor(line: string): number {
  const started = performance.now();
  const result = parseJson(line);
  const repair = repairJson(line);
  assert.ok(repair === undefined || result.kind === "problem");
  return performance.now() - started;
}

describe("lines made to be slow", () => {
  for (const [before, after] of frames) {
    it(`are parsed and repaired in linear time between ${before} and ${after}`, () => {
      for (const unit of units) {
        const tookMs = millisecondsFor(before + unit.repeat(length / unit.length) + after);
        assert.ok(tookMs < mostMs, `${tookMs} ms for ${JSON.stringify(unit)}`);
      }
    });
  }

  it("are parsed and repaired in few seconds where they are a megabyte long", () => {
    for (const unit of ['"{', "[", "\\", '"', "'", "(", '"a,"b":', ',{"a":1', "1 "]) {
      const tookMs = millisecondsFor(`["a",${unit.repeat(990_000 / unit.length)}]`);
      assert.ok(tookMs < 10_000, `${tookMs} ms for ${JSON.stringify(unit)}`);
    }
  });

  it("are not repaired where they are longer than any record", () => {
    assert.equal(repairJson(`{"a":"${"x".repeat(1_000_000)}",}`), undefined);
  });

  it("are repaired however many faults they have", () => {
    const members = Array.from({ length: 20_000 }, (_, i) => `'key ${i}': 'it\\'s', `).join("");
    const line = `{${members}}`;
    const repair = repairJson(line);
    assert.ok(repair?.isCertain);
    const value = JSON.parse(applyEdits(line, [repair.edit])) as Record<string, string>;
    assert.equal(value["key 19999"], "it's");
  });
});
