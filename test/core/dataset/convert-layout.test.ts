import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { convertToLines } from "../../../src/core/dataset/convert-layout.js";
import { looksLikeTable } from "../../../src/core/dataset/table-text.js";

describe("JSON over several lines", () => {
  it("becomes one line for each item of a list, spelled as it was", () => {
    const text = '\uFEFF[\n  {"a": 1.50, "b": "x \\u00e9 [,"},\n  {\n    "a": [1, 2]\n  }\n]\n';
    assert.deepEqual(convertToLines("document", text), [
      '{"a":1.50,"b":"x \\u00e9 [,"}',
      '{"a":[1,2]}',
    ]);
  });

  it("becomes one line for each value where they stand one behind the other", () => {
    assert.deepEqual(convertToLines("document", '{\n"a": 1\n}\n{\n"a": 2\n},\n{"a":3}{"a":4}'), [
      '{"a":1}',
      '{"a":2}',
      '{"a":3}',
      '{"a":4}',
    ]);
  });

  it("may be several lists", () => {
    assert.deepEqual(convertToLines("document", '[\n{"a":1}\n]\n[\n{"a":2},\n{"a":3}\n]\n'), [
      '{"a":1}',
      '{"a":2}',
      '{"a":3}',
    ]);
  });

  for (const [what, text] of [
    ["a missing comma", '[{"a": 1 2}]'],
    ["a comma too many", '[{"a":1},,{"a":2}]'],
    ["a bracket too many", '{"a":1}\n}\n{"a":2}'],
    ["a cut end", '[{"a":1},{"a":'],
  ] as const) {
    it(`with ${what} is refused`, () => {
      assert.throws(() => convertToLines("document", text), { name: "LayoutError" });
    });
  }
});

describe("a table", () => {
  it("becomes one object of texts for each row", () => {
    const text = 'prompt,completion\n"Hello, you"," 5"\na," ""x"""\n"two\nlines",None\n\n';
    assert.deepEqual(convertToLines("table", text), [
      '{"prompt":"Hello, you","completion":" 5"}',
      '{"prompt":"a","completion":" \\"x\\""}',
      '{"prompt":"two\\nlines","completion":"None"}',
    ]);
  });

  it("is refused where a quote does not end, which would swallow rows", () => {
    const rows = Array.from({ length: 9 }, (_, i) => `question ${i},answer ${i}`);
    const text = ["prompt,completion", ...rows, 'question x,"no end', ...rows].join("\n");
    assert.throws(() => convertToLines("table", text), /Row \d+ of the table has a quote/);
  });

  it("is refused where a row has another number of fields", () => {
    assert.throws(() => convertToLines("table", "a,b\n1,2\n1,2,3\n"), /Row 3 .* has 3 fields/);
  });

  it("is known by its header and rows, and prose or logs are not taken for one", () => {
    assert.equal(looksLikeTable(["prompt,completion", "a,b", "c,d", "e,f"]), true);
    assert.equal(looksLikeTable(["prompt\tcompletion", "a\tb", "c\td", "e\tf"]), true);
    assert.equal(
      looksLikeTable(["Dear all,", "this is a text,", "with commas, some", "end"]),
      false,
    );
    assert.equal(looksLikeTable(['{"a":1,"b":2}', '{"a":1,"b":2}', "x"]), false);
  });
});
