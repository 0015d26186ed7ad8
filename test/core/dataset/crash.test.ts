import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Aggregate } from "../../../src/core/dataset/aggregate.js";
import { planCheck } from "../../../src/core/dataset/check-plan.js";
import { readLine } from "../../../src/core/dataset/read-line.js";
import { Aggregates } from "../../../src/core/dataset/run-rules.js";
import { promptCompletion } from "../../../src/core/formats/prompt-completion.js";

function throwing(where: "add" | "suspects"): {
  readonly aggregates: Aggregates;
  readonly suspects: () => unknown;
} {
  const plan = planCheck(promptCompletion, {});
  const [planned, ...others] = plan.datasetRules;
  assert.ok(planned);
  const aggregate: Aggregate<unknown> = {
    ...planned.rule.aggregate,
    add: where === "add" ? fail : planned.rule.aggregate.add,
  };
  const rule = {
    ...planned.rule,
    aggregate,
    suspects: where === "suspects" ? fail : planned.rule.suspects,
  };
  const changed = { ...plan, datasetRules: [{ ...planned, rule }, ...others] };
  const aggregates = new Aggregates(changed);
  return {
    aggregates,
    suspects: () => changed.datasetRules.map((p) => aggregates.suspects(p, Number)),
  };
}

function fail(): never {
  throw new Error("a test");
}

describe("a dataset rule that throws", () => {
  for (const where of ["add", "suspects"] as const) {
    it(`in ${where} becomes one finding that names it, and the others go on`, () => {
      const { aggregates, suspects } = throwing(where);
      for (const ref of [0, 1]) {
        const read = readLine('{"prompt":"a ->","completion":" 5"}');
        if (read.kind === "record") aggregates.add(ref, read.record);
      }
      assert.deepEqual(suspects(), [[], [{ ref: 1, first: 0 }], []]);
      assert.deepEqual(
        aggregates.crashes().map(({ rule, line, message }) => [rule, line, message]),
        [
          [
            "completion-trailing-whitespace",
            0,
            "This rule failed, which is a fault of ours: a test",
          ],
        ],
      );
    });
  }
});
