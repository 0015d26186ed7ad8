import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { nearName } from "../../../src/core/config/near-name.js";

const names = ["duplicate-prompt", "duplicate-record", "openai", "off"];

describe("the name that was meant", () => {
  for (const [name, meant] of [
    ["duplicate-promt", "duplicate-prompt"],
    ["duplicatePrompt", "duplicate-prompt"],
    ["DUPLICATE_RECORDS", "duplicate-record"],
    ["open-ai", "openai"],
    ["of", "off"],
    ["ope", "openai"],
    ["op", undefined],
    ["duplicate", undefined],
    ["on", undefined],
    ["", undefined],
    ["skynet", undefined],
    ["x".repeat(100_000), undefined],
  ] as const) {
    it(`is ${meant ?? "unknown"} for ${name.slice(0, 20)}`, () => {
      assert.equal(nearName(name, names), meant);
    });
  }
});
