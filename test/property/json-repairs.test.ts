import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { repairJson } from "../../src/core/json/repair-json.js";
import { applyEdits } from "../../src/core/json/span.js";
import { corruptions, sampleRecord } from "../core/json/corruptions.ts";
import { parsedJson } from "../support/parsed-json.ts";
import { propertyRuns } from "../support/property-runs.ts";
import { SeededRandom } from "../support/seeded-random.ts";

const { seed } = propertyRuns(1);
const runs = 300;

/** The shares (in percent) that are restored where not all are; measured, with some slack. */
const leastRestored: Readonly<Record<string, number>> = {
  // `2.5-3` may be a text too.
  "dropped comma": 94,
  // A text may end with a curly quote of its own.
  "curly closing quote": 97,
  // A text may start with a bracket.
  "missing opening quote of a text": 95,
};

/** Those that leave one reading only, so that a repair never has to ask. */
const alwaysSafe: ReadonlySet<string> = new Set([
  "Python's repr",
  "Python words",
  "JavaScript",
  "unquoted keys",
  "full-width comma",
  "full-width comma and colon",
  "raw tabs",
  "no-break spaces",
  "byte order mark",
  "point without a digit",
  "plus sign",
]);

interface Tally {
  broken: number;
  restored: number;
  safe: number;
  readonly wronglySafe: string[];
}

function tallyOf(name: string): Tally {
  const random = new SeededRandom(seed);
  const tally: Tally = { broken: 0, restored: 0, safe: 0, wronglySafe: [] };
  for (let run = 0; run < runs; run += 1) {
    const record = sampleRecord(random);
    const broken = corruptions[name]?.(record, random);
    if (broken !== undefined && parsedJson(broken).length === 0) count(tally, broken, record.value);
  }
  return tally;
}

function count(tally: Tally, broken: string, value: unknown): void {
  tally.broken += 1;
  const repair = repairJson(broken);
  if (repair === undefined) return;
  const repaired = applyEdits(broken, [repair.edit]);
  const isRestored = isDeepStrictEqual(parsedJson(repaired), [value]);
  if (isRestored) tally.restored += 1;
  if (repair.isCertain) tally.safe += 1;
  if (repair.isCertain && !isRestored) tally.wronglySafe.push(`${broken} → ${repaired}`);
}

describe("a repair of a record with one known fault", () => {
  for (const name of Object.keys(corruptions)) {
    it(`restores it, and exactly where it does not ask: ${name}`, (test) => {
      const { broken, restored, safe, wronglySafe } = tallyOf(name);
      const percent = (100 * restored) / broken;
      test.diagnostic(`${restored} of ${broken} restored, ${safe} without asking`);
      assert.deepEqual(wronglySafe, []);
      assert.ok(broken > 0 && percent >= (leastRestored[name] ?? 98.5), `${percent} %`);
      if (alwaysSafe.has(name)) assert.equal(safe, broken);
    });
  }
});

describe("a repair of a record that lost one character", () => {
  it("restores nearly all whose structure was hit", () => {
    const random = new SeededRandom(seed);
    const tally: Tally = { broken: 0, restored: 0, safe: 0, wronglySafe: [] };
    for (let run = 0; run < 60; run += 1) {
      const { line, value } = sampleRecord(random);
      for (let index = 0; index < line.length; index += 1) {
        if (!'{}[],:"'.includes(line.charAt(index))) continue;
        const broken = line.slice(0, index) + line.slice(index + 1);
        if (parsedJson(broken).length === 0) count(tally, broken, value);
      }
    }
    assert.deepEqual(tally.wronglySafe, []);
    assert.ok(tally.restored / tally.broken > 0.98, `${tally.restored} of ${tally.broken}`);
  });
});
