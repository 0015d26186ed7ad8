import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { answer, logprobOf } from "../../../src/tuning/local/engine/answer.js";
import type { Question } from "../../../src/tuning/local/engine/answer.js";
import type { LabelProbability } from "../../../src/tuning/local/model.js";

const labels: readonly LabelProbability[] = [
  { label: " rare", probability: 0.1 },
  { label: " usual END", probability: 0.6 },
  { label: " seldom END", probability: 0.3 },
];

function ask(change: Partial<Question> = {}, known = labels): ReturnType<typeof answer> {
  const question = { prompt: "", temperature: 1, topP: 1, stop: [], random: () => 0, ...change };
  return answer({ probabilities: () => known }, question);
}

function drawn(value: number, change: Partial<Question> = {}): string {
  return ask({ random: () => value, ...change }).token.text;
}

describe("an answer", () => {
  it("is the likeliest label at temperature 0", () => {
    assert.equal(drawn(0.999, { temperature: 0 }), " usual END");
  });

  it("is drawn by the probabilities at temperature 1", () => {
    assert.deepEqual(
      [0, 0.59, 0.61, 0.89, 0.91, 0.999].map((value) => drawn(value)),
      [" usual END", " usual END", " seldom END", " seldom END", " rare", " rare"],
    );
  });

  it("is drawn more evenly at a higher temperature, and hardly at all at a low one", () => {
    assert.equal(drawn(0.55, { temperature: 2 }), " seldom END");
    assert.equal(drawn(0.999, { temperature: 0.01 }), " usual END");
  });

  it("is drawn among the likeliest that together reach top_p", () => {
    assert.equal(drawn(0.999, { topP: 0.85 }), " seldom END");
    assert.equal(drawn(0.999, { topP: 0.5 }), " usual END");
    assert.equal(drawn(0.999, { topP: 0 }), " usual END");
  });

  it("ends before a stop sequence, and labels that are the same then are one", () => {
    const twins = [
      { label: " good END", probability: 0.4 },
      { label: " bad", probability: 0.35 },
      { label: " good STOP", probability: 0.25 },
    ];
    const { token, alternatives } = ask({ temperature: 0, stop: [" END", " STOP"] }, twins);
    assert.equal(token.text, " good");
    assert.ok(Math.abs(Math.exp(token.logprob) - 0.65) < 1e-9);
    assert.deepEqual(
      alternatives.map(({ text }) => text),
      [" good", " bad"],
    );
  });

  it("has log probabilities that are numbers, never above 0", () => {
    assert.equal(logprobOf(0), -9999);
    assert.equal(logprobOf(1.000_000_1), 0);
    const certain = [
      { label: "a", probability: 1 },
      { label: "b", probability: 0 },
    ];
    assert.deepEqual(
      ask({}, certain).alternatives.map(({ logprob }) => logprob),
      [0, -9999],
    );
  });

  it("is a label whatever the probabilities are", () => {
    const broken = [
      { label: "a", probability: Number.NaN },
      { label: "b", probability: Number.NaN },
    ];
    assert.equal(ask({ random: () => 0.9 }, broken).token.text, "a");
  });
});
