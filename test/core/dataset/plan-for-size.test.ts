import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { planCheck, planForSize } from "../../../src/core/dataset/check-plan.js";
import type { CheckOptions } from "../../../src/core/dataset/check-plan.js";
import { mostBytesCompared } from "../../../src/core/similarity/sketch-columns.js";
import { promptCompletion } from "../../../src/core/formats/prompt-completion.js";
import { natureOf } from "../../support/nature-of.ts";

function backgroundRules(bytes: number, options: CheckOptions = {}): readonly string[] {
  const plan = planForSize(planCheck(natureOf(promptCompletion), options), bytes, options);
  return [
    ...plan.backgroundRules.map(({ rule }) => rule.id),
    ...plan.leftOut.map((id) => `-${id}`),
  ];
}

describe("rules that compare all records", () => {
  it("run on a dataset that an editor opens", () => {
    assert.ok(backgroundRules(mostBytesCompared).includes("near-duplicate"));
  });
  it("are left out of a larger one, which the plan says", () => {
    const rules = backgroundRules(mostBytesCompared + 1);
    assert.ok(!rules.includes("near-duplicate"));
    assert.ok(rules.includes("-near-duplicate"));
  });
  it("run on a larger one where somebody has named them", () => {
    const severities = { "near-duplicate": "information" } as const;
    assert.ok(backgroundRules(mostBytesCompared + 1, { severities }).includes("near-duplicate"));
  });
  it("are not said to be left out where they are off", () => {
    const severities = { "near-duplicate": "off" } as const;
    assert.ok(!backgroundRules(mostBytesCompared + 1, { severities }).includes("-near-duplicate"));
  });
});
