import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseJson } from "../../../src/core/json/parse-json.js";

function problemOf(text: string): unknown {
  const result = parseJson(text);
  if (result.kind === "tree") return "tree";
  return [result.problem.kind, result.problem.span.start, result.problem.span.end];
}

describe("parseJson", () => {
  const problems: readonly (readonly [text: string, kind: string, start: number, end: number])[] = [
    ['{"a":1,}', "trailing-comma", 6, 7],
    ['{"a":[1,2 , ]}', "trailing-comma", 10, 11],
    ['{"a":1},', "comma-after-record", 7, 8],
    ['{"a":1} {"b":2}', "second-value", 8, 15],
    ['{"a" 1}', "missing-colon", 5, 6],
    ['{"a":"x" "b":1}', "missing-comma", 9, 10],
    ['{"a":"x"\'b\':1}', "missing-comma", 8, 9],
    ['{"a":}', "missing-value", 5, 6],
    ["{'a':1}", "single-quotes", 1, 4],
    ["{a:1}", "unquoted-key", 1, 2],
    ['{"a":True}', "python-literal", 5, 9],
    ['{"a":NaN}', "not-a-value", 5, 8],
    ['{"a":-Infinity}', "not-a-value", 5, 14],
    ['{"a":01}', "bad-number", 5, 7],
    ['{"a":.5}', "bad-number", 5, 7],
    ['{"a":"x\\qy"}', "bad-escape", 7, 9],
    ['{"a":"\\u12g4"}', "bad-escape", 6, 10],
    ['{"a":"x\ty"}', "control-character", 7, 8],
    ['{"a":"He said "hi" to me"}', "unescaped-quote", 14, 15],
    ['{"a":1]', "mismatched-bracket", 6, 7],
    ['{"a":"x', "unexpected-end", 6, 7],
    ['{"a":"x"', "unexpected-end", 7, 8],
    ['{"a":"x\\', "unexpected-end", 7, 8],
    ["", "unexpected-end", 0, 0],
    ["#", "unexpected-character", 0, 1],
    ["\uFEFF{}", "unexpected-character", 0, 1],
  ];
  for (const [text, kind, start, end] of problems) {
    it(`names ${kind} in ${JSON.stringify(text)}`, () => {
      assert.deepEqual(problemOf(text), [kind, start, end]);
    });
  }

  it("reads nesting far deeper than the call stack", () => {
    const deep = "[".repeat(200_000) + "]".repeat(200_000);
    assert.equal(problemOf(deep), "tree");
  });
});
