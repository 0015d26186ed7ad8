import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { CheckPlan } from "../../src/core/dataset/check-plan.js";
import { planCheck } from "../../src/core/dataset/check-plan.js";
import { Aggregates } from "../../src/core/dataset/run-rules.js";
import { guessNature } from "../../src/core/dataset/guess-nature.js";
import { TraitTally } from "../../src/core/dataset/traits.js";
import { lineTaker } from "../support/line-taker.ts";
import { propertyRuns } from "../support/property-runs.ts";
import { randomDataset } from "../support/random-dataset.ts";
import { SeededRandom } from "../support/seeded-random.ts";

const { seed } = propertyRuns(1);

/** All that is known of some records together. */
class Known {
  readonly aggregates: Aggregates;
  readonly traits = new TraitTally();
  readonly #take: ReturnType<typeof lineTaker>;

  constructor(plan: CheckPlan) {
    this.aggregates = new Aggregates(plan);
    this.#take = lineTaker(plan);
  }

  add(ref: number, text: string): void {
    const { facts } = this.#take(text);
    if (facts === undefined) return;
    this.aggregates.add(ref, facts);
    this.traits.add(facts);
  }

  remove(ref: number, text: string): void {
    const { facts } = this.#take(text);
    if (facts === undefined) return;
    this.aggregates.remove(ref, facts);
    this.traits.remove(facts);
  }

  merge(other: Known, refOffset: number): void {
    this.aggregates.merge(other.aggregates, refOffset);
    this.traits.merge(other.traits);
  }

  summary(plan: CheckPlan): unknown {
    const places = { place: (ref: number) => ref, firstRef: undefined, bytes: undefined };
    const suspects = plan.datasetRules.map((planned) => [
      planned.rule.id,
      this.aggregates.suspects(planned, places),
    ]);
    return { suspects, traits: this.traits.traits, records: this.aggregates.records };
  }
}

describe("aggregates and traits", () => {
  it("of two halves, merged, are those of the whole", () => {
    const random = new SeededRandom(seed);
    for (let run = 0; run < 1_000; run += 1) {
      const lines = `${randomDataset(random)}\n${randomDataset(random)}`.split(/\r\n|\n|\r/);
      const cut = random.below(lines.length + 1);
      const plan = planCheck(guessNature(lines), {});
      const [whole, first, second] = [new Known(plan), new Known(plan), new Known(plan)];
      lines.forEach((text, line) => {
        whole.add(line, text);
        if (line < cut) first.add(line, text);
        else second.add(line - cut, text);
      });
      first.merge(second, cut);
      assert.deepEqual(first.summary(plan), whole.summary(plan));
    }
  });

  it("forget a removed record as if it had never been there", () => {
    const random = new SeededRandom(seed + 1);
    for (let run = 0; run < 1_000; run += 1) {
      const lines = randomDataset(random).split(/\r\n|\n|\r/);
      const plan = planCheck(guessNature(lines), {});
      const isGone = lines.map(() => random.below(3) === 0);
      const [edited, fresh] = [new Known(plan), new Known(plan)];
      lines.forEach((text, ref) => edited.add(ref, text));
      lines.forEach((text, ref) => {
        if (isGone[ref] === true) edited.remove(ref, text);
        else fresh.add(ref, text);
      });
      assert.deepEqual(edited.summary(plan), fresh.summary(plan));
    }
  });
});
