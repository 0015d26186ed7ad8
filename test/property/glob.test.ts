import assert from "node:assert/strict";
import { posix } from "node:path";
import { describe, it } from "node:test";
import { readGlob } from "../../src/core/config/glob.js";
import { propertyRuns } from "../support/property-runs.ts";
import { SeededRandom } from "../support/seeded-random.ts";

const pieces = ["a", "b", "ab", "*", "?", "[ab]", "[!a]", "{a,b}", "{a,b*}", "{ab,?}", "a*b"];
const names = ["a", "b", "ab", "ba", "abb", "c"];

function joined(random: SeededRandom, parts: readonly string[]): string {
  const length = 1 + random.below(3);
  return Array.from({ length }, () => random.pick(parts)).join("");
}

describe("a glob from the top to the end of a path", () => {
  it("names what Node's own globs name", () => {
    const random = new SeededRandom(propertyRuns(1).seed);
    let hits = 0;
    for (let run = 0; run < 4_000; run += 1) {
      const folders = Array.from({ length: 1 + random.below(3) }, () =>
        random.below(3) === 0 ? "**" : joined(random, pieces),
      );
      const source = [...folders, `${joined(random, pieces)}.x`].join("/");
      const glob = readGlob(source);
      if (typeof glob === "string") throw new Error(`${source}: ${glob}`);
      for (let i = 0; i < 5; i += 1) {
        const parts = Array.from({ length: random.below(4) }, () => joined(random, names));
        const path = [...parts, `${joined(random, names)}.x`].join("/");
        const isNamed = posix.matchesGlob(path, source);
        assert.equal(glob.matches(path), isNamed, `${source} for ${path}`);
        hits += Number(isNamed);
      }
    }
    assert.ok(hits > 200, `${hits} hits`);
  });
});
