import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { LabelDoubt, LabelledText } from "../../../src/core/labels/label-judge.js";
import { crossValidate } from "../../../src/tuning/local/label-errors/cross-validation.js";
import { HonestLimit } from "../../../src/tuning/local/label-errors/honest-limit.js";
import { judgeLabels } from "../../../src/tuning/local/label-errors/judge-labels.js";
import {
  atTemperature,
  fittingTemperature,
} from "../../../src/tuning/local/label-errors/temperature.js";
import { LessonWriter } from "../../../src/tuning/local/lessons.js";
import { SeededRandom } from "../../support/seeded-random.ts";

function judge(texts: readonly LabelledText[]): readonly LabelDoubt[] {
  const steps = judgeLabels(texts);
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

/** Texts whose words tell their label. */
function easyTexts(count: number): LabelledText[] {
  const random = new SeededRandom(1);
  const words = [
    ["soft", "warm", "bright", "quick"],
    ["hard", "cold", "dark", "slow"],
  ];
  return Array.from({ length: count }, (_, index) => {
    const own = words[index % 2] ?? [];
    const text = Array.from({ length: 5 }, () => random.pick(own)).join(" ");
    return { text: `${text} ${index}`, label: index % 2 === 0 ? "good" : "bad" };
  });
}

describe("judging labels", () => {
  it("is silent where all labels fit their texts", () => {
    assert.deepEqual(judge(easyTexts(300)), []);
  });

  it("names the labels that were exchanged, the most improbable first", () => {
    const texts = easyTexts(300);
    const wrong = [10, 77, 201];
    for (const index of wrong) {
      texts[index] = { text: texts[index]?.text ?? "", label: index % 2 === 0 ? "bad" : "good" };
    }
    const doubts = judge(texts);
    assert.deepEqual(new Set(doubts.map(({ index }) => index)), new Set(wrong));
    const probabilities = doubts.map(({ probability }) => probability);
    assert.deepEqual(
      probabilities,
      probabilities.toSorted((one, other) => one - other),
    );
    for (const { label, likeliest } of doubts) assert.notEqual(label, likeliest);
  });

  it("does not contradict labels of which it has seen too few", () => {
    const texts = easyTexts(300);
    texts[10] = { text: texts[10]?.text ?? "", label: "unheard of" };
    assert.deepEqual(judge(texts), []);
  });

  it("has nothing to say about nothing, about one label, and about one text", () => {
    assert.deepEqual(judge([]), []);
    assert.deepEqual(judge(easyTexts(300).filter(({ label }) => label === "good")), []);
    assert.deepEqual(judge(Array.from({ length: 40 }, () => ({ text: "a", label: "b" }))), []);
  });

  it("says the same each time", () => {
    const texts = easyTexts(200).map((text, index) =>
      index % 50 === 0 ? { ...text, label: "bad" } : text,
    );
    assert.notDeepEqual(judge(texts), []);
    assert.deepEqual(judge(texts), judge(texts));
  });
});

describe("cross-validation", () => {
  it("holds out every text once, and equal texts together", () => {
    const writer = new LessonWriter();
    const texts = Array.from({ length: 60 }, (_, index) => index % 20);
    for (const text of texts) writer.add(text % 2, [text]);
    const held: number[] = [];
    for (const heldOut of crossValidate({ lessons: writer.lessons(), labels: 2, texts })) {
      if (heldOut === undefined) continue;
      const inside = new Set(heldOut.indices.map((index) => texts[index]));
      const outside = texts.filter((_, index) => !heldOut.indices.includes(index));
      assert.ok(!outside.some((text) => inside.has(text)));
      held.push(...heldOut.indices);
    }
    assert.deepEqual(
      held.toSorted((a, b) => a - b),
      [...texts.keys()],
    );
  });
});

describe("a temperature", () => {
  it("takes back what a classifier was too sure of", () => {
    // It says 0.99 and is right in three of four cases.
    const judged = Array.from({ length: 400 }, (_, index) => ({
      probabilities: Float32Array.of(0.99, 0.01),
      label: index % 4 === 0 ? 1 : 0,
    }));
    const temperature = fittingTemperature(judged);
    const [likely = 0] = atTemperature(
      Float32Array.of(0.99, 0.01),
      temperature,
      new Float64Array(2),
    );
    assert.ok(Math.abs(likely - 0.75) < 0.02, String(likely));
  });

  it("leaves probabilities that add up to 1", () => {
    const row = atTemperature(Float32Array.of(0, 1, 0), 3, new Float64Array(3));
    assert.ok(Math.abs(row.reduce((sum, one) => sum + one, 0) - 1) < 1e-12);
  });
});

describe("the limit below which labels are named", () => {
  it("leaves few honest labels, however unsure the classifier is", () => {
    const random = new SeededRandom(3);
    const limit = new HonestLimit();
    const chances: { readonly own: number; readonly isHonest: boolean }[] = [];
    for (let index = 0; index < 20_000; index += 1) {
      const first = 0.01 + 0.98 * random.next();
      const isHonest = random.next() >= 0.05;
      // Honest labels come as often as their probability says; the others by chance.
      const own = random.next() < (isHonest ? first : 0.5) ? first : 1 - first;
      limit.add(Float64Array.of(first, 1 - first), own);
      chances.push({ own, isHonest });
    }
    const named = chances.filter(({ own }) => own <= limit.limit(0.5));
    assert.ok(named.length > 0);
    const honest = named.filter(({ isHonest }) => isHonest).length / named.length;
    assert.ok(honest < 0.6, String(honest));
  });

  it("names nothing where labels are as probable as they say", () => {
    const random = new SeededRandom(4);
    const limit = new HonestLimit();
    for (let index = 0; index < 20_000; index += 1) {
      const first = 0.05 + 0.9 * random.next();
      limit.add(Float64Array.of(first, 1 - first), random.next() < first ? first : 1 - first);
    }
    assert.equal(limit.limit(0.4), 0);
  });
});
