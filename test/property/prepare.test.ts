import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { dealRecords, dealByTime } from "../../src/core/prepare/steps/deal-records.js";
import { deduplicate } from "../../src/core/prepare/steps/deduplicate.js";
import { placeGroups } from "../../src/core/prepare/steps/place-groups.js";
import { seededRandom } from "../../src/core/prepare/steps/seeded-random.js";
import { runOnRows } from "../support/memory-rows.ts";
import { propertyRuns } from "../support/property-runs.ts";

/** Sizes of parts that make up the whole. */
function partsOf(total: number, shares: readonly number[]): readonly number[] {
  const sum = shares.reduce((all, share) => all + share, 0);
  const parts = shares.map((share) => Math.floor((total * share) / sum));
  parts[0] = (parts[0] ?? 0) + total - parts.reduce((all, part) => all + part, 0);
  return parts;
}

const shares = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 2, maxLength: 4 });
const numbers = (max: number, most = 300) =>
  fc.array(fc.nat(max), { minLength: 1, maxLength: most });

describe("dealing records out", () => {
  it("gives each part its size and of each stratum its share, rounded up or down", () => {
    fc.assert(
      fc.property(numbers(12), shares, fc.nat(1000), (strata, of, seed) => {
        const parts = partsOf(strata.length, of);
        const units = Uint32Array.from(strata, (_, at) => at);
        const dealt = dealRecords({ strata: Uint32Array.from(strata), units, parts, seed });
        parts.forEach((size, part) => {
          assert.equal(dealt.filter((one) => one === part).length, size);
          for (const stratum of new Set(strata)) {
            const whole = strata.filter((one) => one === stratum).length;
            const own = strata.filter((one, at) => one === stratum && dealt[at] === part).length;
            assert.ok(Math.abs(own - (whole * size) / strata.length) < 1, `${own} of ${whole}`);
          }
        });
      }),
      propertyRuns(300),
    );
  });

  it("never splits a group, by chance or by time", () => {
    fc.assert(
      fc.property(numbers(40), numbers(5), shares, fc.nat(1000), (groups, labels, of, seed) => {
        const units = Uint32Array.from(groups);
        const strata = Uint32Array.from(groups, (_, at) => labels[at % labels.length] ?? 0);
        const parts = partsOf(groups.length, of);
        const byTime = dealByTime(Float64Array.from(strata), units, parts);
        for (const dealt of [dealRecords({ strata, units, parts, seed }), byTime]) {
          const places = new Map<number, Set<number>>();
          units.forEach((unit, at) => {
            const set = places.get(unit) ?? new Set();
            places.set(unit, set.add(dealt[at] ?? 0));
          });
          assert.ok([...places.values()].every((set) => set.size === 1));
        }
      }),
      propertyRuns(300),
    );
  });

  it("is as near as an exhaustive search with few groups", () => {
    const group = fc.tuple(fc.nat(5), fc.nat(5)).filter(([a, b]) => a + b > 0);
    fc.assert(
      fc.property(fc.array(group, { minLength: 1, maxLength: 8 }), fc.nat(1000), (sizes, seed) => {
        const groups = sizes.map(([a, b]) => ({
          strata: [
            [0, a],
            [1, b],
          ] as const,
          records: a + b,
        }));
        const total = (stratum: 0 | 1) => sizes.reduce((sum, one) => sum + one[stratum], 0);
        const weights = [0.6, 0.2, 0.2];
        const quotas = ([0, 1] as const).map((stratum) =>
          weights.map((weight) => weight * total(stratum)),
        );
        const parts = weights.map((weight) => weight * (total(0) + total(1)));
        const cost = (places: ArrayLike<number>) => {
          const rows = [...quotas, parts].map((row) => row.map((quota) => -quota));
          sizes.forEach(([a, b], at) => {
            for (const [row, size] of [
              [0, a],
              [1, b],
              [2, a + b],
            ] as const) {
              const counts = rows[row] ?? [];
              counts[places[at] ?? 0] = (counts[places[at] ?? 0] ?? 0) + size;
            }
          });
          return rows.flat().reduce((sum, one) => sum + one * one, 0);
        };
        let best = Infinity;
        for (let code = 0; code < 3 ** sizes.length; code += 1) {
          best = Math.min(best, cost(sizes.map((_, at) => Math.floor(code / 3 ** at) % 3)));
        }
        const found = cost(placeGroups(groups, { quotas, parts, seed }));
        assert.ok(found <= best + 1e-6, `${found} > ${best}`);
      }),
      propertyRuns(200),
    );
  });
});

describe("removing copies", () => {
  it("keeps what a plain reading of the records keeps", () => {
    const pair = fc.tuple(fc.nat(8), fc.nat(3));
    const policies = fc.constantFrom("first" as const, "majority" as const, "drop" as const);
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 60 }), policies, (records, policy) => {
        const keys = new Map<string, number>();
        const answers = Uint32Array.from(records, ([prompt, answer]) => {
          const key = `${prompt} ${answer}`;
          keys.set(key, keys.get(key) ?? keys.size);
          return keys.get(key) ?? 0;
        });
        const prompts = Uint32Array.from(records, ([prompt]) => prompt);
        const { isKept } = deduplicate({ prompts, answers }, policy);
        const expected = records.map(([prompt, answer], at) => {
          const same = records.filter(([other]) => other === prompt);
          if (records.findIndex(([p, a]) => p === prompt && a === answer) !== at) return 0;
          const counts = new Map<number, number>();
          for (const [, one] of same) counts.set(one, (counts.get(one) ?? 0) + 1);
          if (counts.size === 1) return 1;
          if (policy === "drop") return 0;
          const best =
            policy === "first"
              ? same[0]?.[1]
              : [...counts].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
          return best === answer ? 1 : 0;
        });
        assert.deepEqual([...isKept], expected);
      }),
      propertyRuns(300),
    );
  });
});

describe("a recipe", () => {
  it("puts no prompt and no group into two parts, and loses no record", async () => {
    const row = fc.record({
      text: fc.constantFrom("a b", "A b.", "c", "d", "e f", "g", "?", "!"),
      label: fc.constantFrom("x", "y"),
      group: fc.constantFrom("1", "2", "3", ""),
    });
    const recipe = `source: a\nformat: prompt-completion\nprompt: "{{ text }}"\ncompletion: " {{ label }}"\ndeduplicate: none\nsplit: { train: 0.5, validation: 0.2, test: 0.3, group: group, stratify: label }\n`;
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 3, maxLength: 40 }), async (table) => {
        const ran = await runOnRows(recipe, table);
        assert.ok(ran.kind === "prepared");
        const all = Object.values(ran.files).flat();
        assert.deepEqual(
          all.toSorted(),
          table
            .map(({ text, label }) => JSON.stringify({ prompt: text, completion: ` ${label}` }))
            .toSorted(),
        );
        const plain = Object.values(ran.files).map(
          (lines) => new Set(lines.map((line) => line.toLowerCase().replace(/[.]/g, ""))),
        );
        for (const one of plain[0] ?? [])
          assert.ok(plain.slice(1).every((other) => !other.has(one) || count(all, one) > 10));
      }),
      propertyRuns(100),
    );
  });
});

function count(lines: readonly string[], plain: string): number {
  return lines.filter((line) => line.toLowerCase().replace(/[.]/g, "") === plain).length;
}

describe("chance from a seed", () => {
  it("is the same on every machine", () => {
    const random = seededRandom(42, "split");
    const numbers = Array.from({ length: 5 }, () => random.below(1000));
    assert.deepEqual(numbers, [411, 387, 740, 852, 511]);
  });

  it("draws all numbers about as often", () => {
    const random = seededRandom(7, "shuffle");
    const counts = Array.from({ length: 10 }, () => 0);
    for (let at = 0; at < 100_000; at += 1) {
      const drawn = random.below(10);
      counts[drawn] = (counts[drawn] ?? 0) + 1;
    }
    assert.ok(
      counts.every((one) => Math.abs(one - 10_000) < 500),
      counts.join(),
    );
  });
});
