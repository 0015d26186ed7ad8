import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { lineOf, placesNamedIn } from "../../src/tuning/named-place.js";

describe("the place that a service names", () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    [
      "Invalid file format. Example 100, message 2 Discriminator 'role' is missing in value",
      ["record 100"],
    ],
    [
      "Invalid file format. Example 1273 cannot be parsed. Error: line contains invalid json: Expecting ',' delimiter: line 1 column 79 (char 78) (line 1273)",
      ["line 1273"],
    ],
    [
      "Expected file to have JSONL format, where every line is a JSON dictionary. Line 1 is not a dictionary",
      ["line 1"],
    ],
    ["This file failed moderation safety checks. Flagged lines: 4, 13, …", ["line 4", "line 13"]],
    ["Line 7 has no completion.", ["line 7"]],
    ["Training file has 3 example(s), but must have at least 10 examples", []],
  ];
  for (const [message, places] of cases) {
    it(`is read from: ${message.slice(0, 60)}`, () => {
      assert.deepEqual(
        placesNamedIn(message).map(({ kind, number }) => `${kind} ${number}`),
        places,
      );
    });
  }

  it("is a line of the file: blank ones are no records", () => {
    const lines = ["{}", "", "{}", " ", "{}"];
    assert.deepEqual(
      [1, 2, 3, 4].map((number) => lineOf({ kind: "record", number }, lines)),
      [0, 2, 4, undefined],
    );
    assert.equal(lineOf({ kind: "line", number: 5 }, lines), 4);
    assert.equal(lineOf({ kind: "line", number: 6 }, lines), undefined);
  });
});
