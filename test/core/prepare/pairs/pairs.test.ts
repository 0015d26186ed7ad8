import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { columnTexts } from "../../../../src/core/prepare/pairs/column-texts.js";
import { commonBeginning, commonEnding } from "../../../../src/core/prepare/pairs/common-affix.js";
import { decidePairs } from "../../../../src/core/prepare/pairs/decided-pairs.js";
import { mersenneTwister } from "../../../../src/core/prepare/pairs/mersenne-twister.js";
import { analysePairs } from "../../../../src/core/prepare/pairs/pair-steps.js";
import type { Pair } from "../../../../src/core/prepare/pairs/pair.js";
import {
  legacyPermutation,
  sampledSplit,
} from "../../../../src/core/prepare/pairs/sampled-split.js";

function pairsOf(texts: readonly (readonly [string, string])[]): readonly Pair[] {
  return texts.map(([prompt, completion], at) => ({ row: at + 1, prompt, completion }));
}

interface Outcome {
  readonly fault: string | undefined;
  readonly texts: readonly (readonly string[])[];
  readonly steps: readonly string[];
}

async function prepared(
  texts: readonly (readonly [string, string])[],
  accepts = (_title: string): boolean => true,
): Promise<Outcome> {
  const analysed = analysePairs(pairsOf(texts), []);
  if ("fault" in analysed) return { fault: analysed.name, texts: [], steps: [] };
  const decided = await decidePairs(analysed, (title) => Promise.resolve(accepts(title)));
  return {
    fault: undefined,
    texts: decided.pairs.map(({ prompt, completion }) => [prompt, completion]),
    steps: decided.steps.map(({ step, decision }) => `${step.name}: ${decision}`),
  };
}

describe("the split of pandas", () => {
  it("draws the words of MT19937 with the seed 5489, as its authors publish", () => {
    const word = mersenneTwister(5489);
    assert.equal(word(), 3_499_211_612);
    for (let drawn = 2; drawn < 10_000; drawn += 1) word();
    assert.equal(word(), 4_123_659_995);
  });

  it("orders training records as sample(n, random_state=42) does", () => {
    assert.deepEqual([...sampledSplit(3).training], [0, 1]);
    assert.deepEqual([...sampledSplit(5).training], [1, 4, 2, 0]);
    assert.deepEqual([...sampledSplit(5).validation], [3]);
    assert.deepEqual([...sampledSplit(10).training], [8, 1, 5, 0, 7, 2, 9, 4]);
    assert.deepEqual([...sampledSplit(12).training], [10, 9, 0, 8, 5, 2, 1, 11, 4]);
    const first = [0, 17, 15, 1, 8, 5, 11, 3, 18, 16, 13, 2];
    assert.deepEqual([...legacyPermutation(20, 42).subarray(0, 12)], first);
  });

  it("holds out no more than 1000 records", () => {
    const { training, validation } = sampledSplit(16_081);
    assert.deepEqual([training.length, validation.length], [15_081, 1000]);
    assert.equal(new Set([...training, ...validation]).size, 16_081);
  });
});

describe("preparing pairs", () => {
  it("adds separator, ending and space in this order", async () => {
    const { texts, steps } = await prepared([
      ["Where", "Here."],
      ["Why do", "Because\n"],
      ["Who", "Me"],
    ]);
    assert.deepEqual(texts, [
      ["Where ->", " Here. END"],
      ["Why do ->", " Because\n END"],
      ["Who ->", " Me END"],
    ]);
    assert.deepEqual(steps, [
      "read: none",
      "prompt-ending: accepted",
      "prompt-beginning: none",
      "completion-ending: accepted",
      "completion-space: accepted",
    ]);
  });

  it("takes a longer separator where a prompt has several lines", async () => {
    const { texts } = await prepared([
      ["One\ntwo", " a"],
      ["Three", " b"],
    ]);
    assert.deepEqual(texts[1], ["Three\n\n###\n\n", " b\n"]);
  });

  it("keeps the space of a completion whose beginning is removed, each with its own text", async () => {
    const { texts } = await prepared([
      ["Where ->", " Answer: here."],
      ["Who ->", " Answer: me."],
    ]);
    assert.deepEqual(texts, [
      ["Where ->", " here."],
      ["Who ->", " me."],
    ]);
  });

  it("removes the right record where others were removed before", async () => {
    const long = "x".repeat(10_001);
    const { texts } = await prepared([
      ["a?", ""],
      ["b?", " one."],
      ["b?", " one."],
      [`${long}?`, " two."],
      ["c?", " three."],
    ]);
    assert.deepEqual(texts, [
      ["b?", " one."],
      ["c?", " three."],
    ]);
  });

  it("leaves what is declined as it is", async () => {
    const given = [
      ["Where", "Here"],
      ["Why do", "Because"],
    ] as const;
    const { texts, steps } = await prepared(given, () => false);
    assert.deepEqual(texts, given);
    assert.ok(steps.includes("completion-space: declined"));
  });

  it("asks no separator of free writing, and no ending of labels", async () => {
    const writing = await prepared([
      ["", " one."],
      ["", " two!"],
      ["", " three?"],
    ]);
    assert.deepEqual(writing.texts[0], ["", " one."]);
    const labels = await prepared(
      ["a", "b", "c", "d", "e", "f", "g"].map((text) => [
        `${text} ->`,
        text < "d" ? " good" : " bad",
      ]),
    );
    assert.deepEqual(labels.texts[0], ["a ->", " good"]);
    assert.ok(labels.steps.includes("task: none"));
  });

  it("writes mostly capital texts in lower case", async () => {
    const { texts } = await prepared([
      ["WHERE IS İT?", " Here."],
      ["WHO WAS IT?", " Me."],
    ]);
    assert.deepEqual(texts[0], ["where is i̇t?", " Here."]);
  });

  it("takes one example as it is, but for the space", async () => {
    assert.deepEqual((await prepared([["Say it", "Done"]])).texts, [["Say it", " Done"]]);
  });

  it("refuses examples that teach nothing", async () => {
    assert.equal((await prepared([["a", ""]])).fault, "empty-completions");
    assert.equal(
      (
        await prepared([
          ["a", " b"],
          ["a", " c"],
        ])
      ).fault,
      "prompt-ending",
    );
    assert.equal(
      (
        await prepared([
          ["a", " b"],
          ["c", " b"],
        ])
      ).fault,
      "completion-ending",
    );
  });
});

describe("what texts have in common", () => {
  it("is never half a character", () => {
    assert.equal(commonBeginning(["😀a", "😁a"]), "");
    assert.equal(commonEnding(["a😀", "a\u{1f200}"]), "");
    assert.equal(commonEnding(["x😀!", "y😀!"]), "😀!");
    assert.equal(commonBeginning(["ab", "abc"]), "ab");
    assert.equal(commonEnding([]), "");
  });
});

describe("cells as texts", () => {
  it("are those of Python, and a missing value is empty", () => {
    assert.deepEqual(columnTexts([0.1, 1, null, 1e-7]), ["0.1", "1.0", "", "1e-07"]);
    assert.deepEqual(columnTexts([1, null, 12]), ["1", "", "12"]);
    assert.deepEqual(columnTexts([true, "NA", "None", 1.5]), ["True", "NA", "None", "1.5"]);
    assert.deepEqual(columnTexts([{ a: ["x"] }, 2n ** 60n]), [
      '{"a":["x"]}',
      "1152921504606846976",
    ]);
  });
});
