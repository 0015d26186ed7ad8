import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Aggregate } from "../../../src/core/dataset/aggregate.js";
import { planCheck } from "../../../src/core/dataset/check-plan.js";
import { Aggregates } from "../../../src/core/dataset/run-rules.js";
import { promptCompletion } from "../../../src/core/formats/prompt-completion.js";
import { natureOf } from "../../support/nature-of.ts";
import { lineTaker } from "../../support/line-taker.ts";

function throwing(where: "add" | "suspects"): {
  readonly take: ReturnType<typeof lineTaker>;
  readonly aggregates: Aggregates;
  readonly suspects: () => unknown;
} {
  const plan = planCheck(natureOf(promptCompletion), {});
  const planned = plan.datasetRules.find(({ rule }) => rule.id === "duplicate-record");
  assert.ok(planned);
  const [shared] = planned.rule.aggregates;
  assert.ok(shared);
  const aggregate: Aggregate<unknown> = { ...shared, add: where === "add" ? fail : shared.add };
  const suspects = where === "suspects" ? fail : planned.rule.suspects;
  const rule = { ...planned.rule, aggregates: [aggregate], suspects };
  const others = plan.datasetRules.filter(({ rule: { id } }) => id === "duplicate-prompt");
  const changed = { ...plan, datasetRules: [{ ...planned, rule }, ...others] };
  const aggregates = new Aggregates(changed);
  const places = { place: Number, firstRef: 0, bytes: undefined };
  return {
    take: lineTaker(plan),
    aggregates,
    suspects: () => changed.datasetRules.map((one) => aggregates.suspects(one, places).length),
  };
}

function fail(): never {
  throw new Error("a test");
}

describe("a dataset rule that throws", () => {
  for (const where of ["add", "suspects"] as const) {
    it(`in ${where} becomes one finding that names it, and the others go on`, () => {
      const { take, aggregates, suspects } = throwing(where);
      [" 5", " 4"].forEach((completion, ref) => {
        const { facts } = take(`{"prompt":"a ->","completion":"${completion}"}`);
        assert.ok(facts);
        aggregates.add(ref, facts);
      });
      assert.deepEqual(suspects(), [0, 1]);
      assert.deepEqual(
        aggregates.crashes().map(({ rule, line, message }) => [rule, line, message]),
        [["duplicate-record", 0, "This rule failed, which is a fault of ours: a test"]],
      );
    });
  }
});
