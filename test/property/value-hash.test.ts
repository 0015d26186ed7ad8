import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { planCheck } from "../../src/core/dataset/check-plan.js";
import { Aggregates } from "../../src/core/dataset/run-rules.js";
import { promptCompletion } from "../../src/core/formats/prompt-completion.js";
import { natureOf } from "../support/nature-of.ts";
import { lineTaker } from "../support/line-taker.ts";

describe("fingerprints", () => {
  it("tell hundreds of thousands of answers to one prompt apart", () => {
    const plan = planCheck(natureOf(promptCompletion), {});
    const aggregates = new Aggregates(plan);
    const take = lineTaker(plan);
    for (let ref = 0; ref < 300_000; ref += 1) {
      const { facts } = take(`{"prompt":"Write a poem ->","completion":" poem ${ref}"}`);
      if (facts !== undefined) aggregates.add(ref, facts);
    }
    const planned = plan.datasetRules.find(({ rule }) => rule.id === "duplicate-record");
    assert.ok(planned);
    assert.deepEqual(
      aggregates.suspects(planned, { place: Number, firstRef: 0, bytes: undefined }),
      [],
    );
  });
});
