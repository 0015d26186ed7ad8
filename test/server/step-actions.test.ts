import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ruleById } from "../../src/core/rules/index.js";
import { remedies } from "../../src/server/step-actions.js";

describe("ways to change a whole dataset", () => {
  it("are those of rules that exist", () => {
    const unknown = [...remedies.keys()].filter((rule) => ruleById(rule) === undefined);
    assert.deepEqual(unknown, []);
  });
});
