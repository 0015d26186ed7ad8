import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { planCheck } from "../../src/core/dataset/check-plan.js";
import { readLine } from "../../src/core/dataset/read-line.js";
import { Aggregates } from "../../src/core/dataset/run-rules.js";
import { promptCompletion } from "../../src/core/formats/prompt-completion.js";

describe("fingerprints", () => {
  it("tell hundreds of thousands of answers to one prompt apart", () => {
    const plan = planCheck(promptCompletion, {});
    const aggregates = new Aggregates(plan);
    for (let ref = 0; ref < 300_000; ref += 1) {
      const read = readLine(`{"prompt":"Write a poem ->","completion":" poem ${ref}"}`);
      if (read.kind === "record") aggregates.add(ref, read.record);
    }
    const planned = plan.datasetRules.find(({ rule }) => rule.id === "duplicate-record");
    assert.ok(planned);
    assert.deepEqual(
      aggregates.suspects(planned, (ref) => ref),
      [],
    );
  });
});
