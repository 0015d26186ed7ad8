import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { planCheck } from "../../src/core/dataset/check-plan.js";
import { guessNature } from "../../src/core/dataset/guess-nature.js";
import { LineScanner } from "../../src/core/kernel/line-scanner.js";
import { bandsPerSketch, rowsPerBand } from "../../src/core/kernel/text-sketch.js";
import { runsOf } from "../../src/core/similarity/common-runs.js";
import { similarity } from "../../src/core/similarity/near-equal.js";
import { SketchColumns } from "../../src/core/similarity/sketch-columns.js";
import { pairsWithin } from "../../src/core/similarity/sketch-pairs.js";
import { wordsOf } from "../../src/core/similarity/words.js";
import { lineTaker } from "../support/line-taker.ts";
import { propertyRuns } from "../support/property-runs.ts";
import { SeededRandom } from "../support/seeded-random.ts";

const runs = propertyRuns(3_000);
const scanner = new LineScanner({ inputBytes: 1 << 12, lines: 8 });

const oddTexts = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({
    unit: fc.constantFrom(
      ...'aZ09 é É ß Ж ё 東 カ ー 한 “ … \u00ad ½ ¾ ™ ⭐ ✓ ③ ❷ → ≠ ■ ﬁ İ 🎸 \ufe0f \\ " \n ~ __'.split(
        " ",
      ),
      " ",
    ),
    maxLength: 40,
  }),
);

/** The sketch of a text as words: how many, their hash, and the bands. */
function sketchOf(add: () => boolean): readonly number[] | undefined {
  scanner.startSketch(undefined);
  return add() ? [...scanner.endSketch()] : undefined;
}

describe("sketches", () => {
  it("of bytes, of text and of words are the same, or left to the words", () => {
    let known = 0;
    fc.assert(
      fc.property(oddTexts, fc.boolean(), (text, isEscaped) => {
        if (!text.isWellFormed()) return;
        const json = isEscaped ? escaped(JSON.stringify(text)) : JSON.stringify(text);
        const byWords = sketchOf(() => {
          scanner.sketchWords(wordsOf(text).join(" "));
          return true;
        });
        const byText = sketchOf(() => scanner.sketchText(text));
        const { tape } = scanner.scanText(json);
        const ofBytes = sketchOf(() => scanner.sketchString(tape.start(0), tape.end(0)));
        if (byText !== undefined) assert.deepEqual(byText, byWords, text);
        if (ofBytes !== undefined) assert.deepEqual(ofBytes, byWords, json);
        known += Number(byText !== undefined);
      }),
      { ...runs },
    );
    assert.ok(known > 500, "hardly any text was known");
  });

  it("find pairs as often as the theory of their bands says", () => {
    const random = new SeededRandom(runs.seed);
    const found = { hits: 0, expected: 0, pairs: 0 };
    for (let run = 0; run < 1_500; run += 1) {
      const words = randomWords(random, 30 + random.below(60));
      const [changed, similar] = changedWords(random, words);
      const texts = [words, changed].map((list) => list.join(" "));
      found.hits += Number(areFound(texts));
      found.expected += 1 - (1 - similar ** rowsPerBand) ** bandsPerSketch;
      found.pairs += 1;
    }
    // The signature lets 39 of 40 pass; the rest is three standard deviations.
    const [seen, theory] = [found.hits / found.pairs, found.expected / found.pairs];
    assert.ok(seen > theory - 0.025 - 3 * Math.sqrt(0.25 / found.pairs), `${seen} of ${theory}`);
  });

  it("hardly ever bring unlike texts together", () => {
    const random = new SeededRandom(runs.seed + 1);
    const texts = Array.from({ length: 3_000 }, () => randomWords(random, 40).join(" "));
    const pairs = new Set<string>();
    for (const _ of pairsWithin(columnsOf(texts), (pair) => pairs.add(pair.join()))) continue;
    assert.equal(pairs.size, 0);
  });

  it("of two halves, merged, are those of the whole", () => {
    const random = new SeededRandom(runs.seed + 2);
    const texts = Array.from({ length: 40 }, () =>
      randomWords(random, 5 + random.below(30)).join(" "),
    );
    const doubled = [...texts, ...texts.map((text) => `${text} again`)];
    const merged = columnsOf(doubled.slice(0, 33));
    merged.merge(columnsOf(doubled.slice(33)), 33);
    assert.deepEqual(toldBy(merged), toldBy(columnsOf(doubled)));
  });
});

function escaped(json: string): string {
  return json.replaceAll(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function randomWords(random: SeededRandom, count: number): string[] {
  return Array.from({ length: count }, () => `w${random.below(5_000)}`);
}

/** The words with some replaced, and how similar the two are. */
function changedWords(random: SeededRandom, words: readonly string[]): [string[], number] {
  const changed = words.map((word) => (random.below(20) === 0 ? `x${random.below(5_000)}` : word));
  return [changed, similarity(runsOf([words]), runsOf([changed]))];
}

function areFound(texts: readonly string[]): boolean {
  let isFound = false;
  for (const _ of pairsWithin(columnsOf(texts), () => (isFound = true))) continue;
  return isFound || texts[0] === texts[1];
}

const lineOf = (prompt: string): string => JSON.stringify({ prompt, completion: " 5" });
const take = lineTaker(planCheck(guessNature([lineOf("a")]), {}));

function columnsOf(texts: readonly string[]): SketchColumns {
  const columns = new SketchColumns(0);
  texts.forEach((text, ref) => {
    const { facts } = take(lineOf(text));
    if (facts !== undefined) columns.add(ref, facts);
  });
  return columns;
}

function toldBy(columns: SketchColumns): unknown {
  const { end, entries, words, signatures, bands } = columns;
  const refs = Array.from({ length: entries }, (_, entry) => columns.ref(entry));
  const answers = Array.from({ length: end }, (_, ref) => columns.answer(ref));
  const ofEntries = [signatures, ...bands].map((numbers) => [...numbers.subarray(0, entries)]);
  return { end, refs, answers, words: [...words.subarray(0, end)], ofEntries };
}
