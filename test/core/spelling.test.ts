import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isMisspelling } from "../../src/core/spelling.js";

const misspelt: readonly (readonly [written: string, meant: string])[] = [
  ["Weight", "weight"],
  ["wieght", "weight"],
  ["weigth", "weight"],
  ["weights", "weight"],
  ["rloe", "role"],
  ["rol", "role"],
  ["mesages", "messages"],
  ["message", "messages"],
  ["tool_call", "tool_calls"],
  ["toolCalls", "tool_calls"],
  ["toolCallId", "tool_call_id"],
  ["contnet", "content"],
  ["ID", "id"],
];

const others: readonly (readonly [written: string, other: string])[] = [
  ["idx", "id"],
  ["date", "name"],
  ["metadata", "messages"],
  ["reasoning_content", "content"],
  ["result", "refusal"],
  ["", "role"],
];

describe("a misspelling", () => {
  for (const [written, meant] of misspelt) {
    it(`of "${meant}" may be "${written}"`, () => {
      assert.equal(isMisspelling(written, meant), true);
    });
  }

  for (const [written, other] of others) {
    it(`of "${other}" is not "${written}"`, () => {
      assert.equal(isMisspelling(written, other), false);
    });
  }
});
