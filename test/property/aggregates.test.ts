import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { planCheck } from "../../src/core/dataset/check-plan.js";
import { readLine } from "../../src/core/dataset/read-line.js";
import { Aggregates } from "../../src/core/dataset/run-rules.js";
import { formats } from "../../src/core/formats/index.js";
import { propertyRuns } from "../support/property-runs.ts";
import { randomDataset } from "../support/random-dataset.ts";
import { SeededRandom } from "../support/seeded-random.ts";

const { seed } = propertyRuns(1);

function suspectsOf(aggregates: Aggregates, plan: ReturnType<typeof planCheck>): unknown {
  return plan.datasetRules.map((planned) => [
    planned.rule.id,
    aggregates.suspects(planned, (ref) => ref),
  ]);
}

/** Adds the lines from `from` up to `to`; a record's ref is its line, counted from `from`. */
function addLines(aggregates: Aggregates, lines: readonly string[], from: number, to: number) {
  lines.slice(from, to).forEach((text, index) => {
    const read = readLine(text);
    if (read.kind === "record") aggregates.add(index, read.record);
  });
}

describe("aggregates", () => {
  it("of two halves, merged, name the suspects of the whole", () => {
    const random = new SeededRandom(seed);
    for (let run = 0; run < 600; run += 1) {
      const lines = `${randomDataset(random)}\n${randomDataset(random)}`.split(/\r\n|\n|\r/);
      const cut = random.below(lines.length + 1);
      const plan = planCheck(random.pick(formats), {});
      const [whole, first, second] = [
        new Aggregates(plan),
        new Aggregates(plan),
        new Aggregates(plan),
      ];
      addLines(whole, lines, 0, lines.length);
      addLines(first, lines, 0, cut);
      addLines(second, lines, cut, lines.length);
      first.merge(second, cut);
      assert.deepEqual(suspectsOf(first, plan), suspectsOf(whole, plan));
    }
  });

  it("forget a removed record as if it had never been there", () => {
    const random = new SeededRandom(seed + 1);
    for (let run = 0; run < 600; run += 1) {
      const lines = randomDataset(random).split(/\r\n|\n|\r/);
      const plan = planCheck(random.pick(formats), {});
      const isGone = lines.map(() => random.below(3) === 0);
      const [edited, fresh] = [new Aggregates(plan), new Aggregates(plan)];
      addLines(edited, lines, 0, lines.length);
      lines.forEach((text, ref) => {
        const read = readLine(text);
        if (read.kind !== "record") return;
        if (isGone[ref] === true) edited.remove(ref);
        else fresh.add(ref, read.record);
      });
      assert.deepEqual(suspectsOf(edited, plan), suspectsOf(fresh, plan));
    }
  });
});
