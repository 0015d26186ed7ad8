import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { compareText, shownBound } from "../../../src/core/inspection/compare-text.js";
import { labelDistribution } from "../../../src/core/inspection/label-distribution.js";
import { scoreGiven } from "../../../src/core/inspection/score-given.js";
import {
  entropyBounds,
  perplexity,
  probabilityOf,
  toldMass,
  totalLogprob,
} from "../../../src/core/inspection/token-metrics.js";
import { tokenOf } from "../../../src/core/inspection/read-tokens.js";
import type { Token } from "../../../src/core/inspection/token.js";

const bytesOf = (text: string): readonly number[] => [...new TextEncoder().encode(text)];

/** A token with alternatives by their probabilities. */
function token(text: string, shares: Readonly<Record<string, number>>, asked = 20): Token {
  const alternatives = Object.entries(shares).map(([name, share]) => ({
    text: name,
    bytes: bytesOf(name),
    logprob: Math.log(share),
  }));
  const logprob = Math.log(shares[text] ?? Number.NaN);
  return tokenOf({ text, bytes: bytesOf(text), logprob, alternatives }, asked);
}

function near(actual: number | null | undefined, expected: number): void {
  assert.ok(Math.abs((actual ?? Number.NaN) - expected) < 1e-12, `${actual} is not ${expected}`);
}

describe("what the log probabilities of tokens say", () => {
  it("is the probability of a text, and its perplexity", () => {
    const tokens = [token("a", { a: 0.5 }), token("b", { b: 0.25 })];
    near(totalLogprob(tokens), Math.log(0.125));
    near(perplexity(Math.log(0.125), 2), Math.sqrt(8));
    assert.equal(totalLogprob([]), null);
    assert.equal(totalLogprob([{ ...token("a", { a: 0.5 }), logprob: -9999 }]), null);
    assert.equal(probabilityOf(-9999), 0);
  });

  it("is an entropy that is exact where all is told, and lies between bounds where it is not", () => {
    const all = entropyBounds(token("a", { a: 0.5, b: 0.25, c: 0.25 }));
    near(all.least, 1.5 * Math.log(2));
    near(all.most, 1.5 * Math.log(2));
    const part = entropyBounds(token("a", { a: 0.5, b: 0.25 }));
    // The untold quarter may be one token, or as many as the largest vocabulary has.
    near(part.least, 1.5 * Math.log(2));
    near(part.most, Math.log(2) + 0.25 * Math.log((2 ** 18 - 2) / 0.25));
  });

  it("bounds what is not told by the least of the list and by the rest", () => {
    near(toldMass(token("a", { a: 0.6, b: 0.1 })).eachAtMost, 0.1);
    near(toldMass(token("a", { a: 0.6, b: 0.35 })).eachAtMost, 0.05);
    // The token was added to a list of two: it says nothing of what stands between.
    near(toldMass(token("z", { a: 0.5, b: 0.2, z: 0.01 }, 2)).eachAtMost, 0.2);
  });
});

describe("a text compared with what a model says", () => {
  const first = token(" 5", { " 5": 0.7, " 4": 0.2, "5": 0.04, " 3": 0.002 });

  it("has the probability that the answer gives it", () => {
    const same = compareText(" 5", [first]);
    near(same.logprob, Math.log(0.7));
    assert.equal(same.note, null);
    near(compareText(" 4", [first]).logprob, Math.log(0.2));
    // ␣5 is not 5.
    near(compareText("5", [first]).logprob, Math.log(0.04));
    const two = [token("a", { a: 0.5 }), token("b", { b: 0.5, c: 0.25 })];
    near(compareText("ac", two).logprob, Math.log(0.125));
  });

  it("has a bound where it is not among the alternatives", () => {
    const other = compareText(" 1", [first]);
    assert.equal(other.logprob, null);
    near(other.atMost, 0.002);
    assert.equal(other.note, "Not among the first 4: below 0.2 %.");
    assert.equal(shownBound(0.00201), "0.21 %");
    assert.equal(shownBound(0), "10⁻⁶ %");
  });

  it("has the bound of its beginning where the answer goes another way", () => {
    const part = compareText(" 4 stars", [first]);
    assert.equal(part.logprob, null);
    near(part.atMost, 0.2);
    assert.match(part.note ?? "", /first 1 token only/);
  });

  it("does not bound by alternatives that may be its own next token", () => {
    const half = { text: "\ufffd", bytes: null, logprob: Math.log(0.3) };
    const unclear = { ...first, alternatives: [half, ...first.alternatives] };
    near(compareText("🙂", [unclear]).atMost, 0.3);
  });

  it("says nothing where nothing is known", () => {
    assert.equal(compareText("a", []).atMost, 1);
  });
});

describe("the score of a given text", () => {
  const tokens = ["Rate", ": ", "good", " end"].map((text) => token(text, { [text]: 0.5 }));

  it("is that of its own tokens, whatever stands before and behind", () => {
    const scored = scoreGiven(tokens, { before: "Rate: ", text: "good" }, "echo");
    assert.deepEqual(
      scored?.tokens.map(({ text }) => text),
      ["good"],
    );
    near(scored.logprob, Math.log(0.5));
    const marked = [token("<s>", { "<s>": 1 }), ...tokens];
    assert.equal(scoreGiven(marked, { before: "Rate: ", text: "good" }, "echo")?.tokens.length, 1);
  });

  it("says where its first token starts earlier", () => {
    const scored = scoreGiven(tokens, { before: "Rate:", text: " good end" }, "echo");
    assert.equal(scored?.tokens.length, 3);
    assert.match(scored.note ?? "", /holds the end of what stands before/);
  });

  it("does not take halves of a character for a whole text", () => {
    const half = { text: "\ufffd", bytes: null, logprob: -1, rank: null, alternatives: [] };
    const all = [...tokens.slice(2, 3), half, half];
    assert.equal(scoreGiven(all, { before: "", text: "sorry. 🙂" }, "echo"), undefined);
    const scored = scoreGiven(all, { before: "", text: "good🙂" }, "echo");
    assert.equal(scored?.tokens.length, 3);
    assert.equal(scoreGiven(all, { before: "good", text: "🙂" }, "echo")?.tokens.length, 2);
  });

  it("is not made up where the tokens are another text's", () => {
    assert.equal(scoreGiven(tokens, { before: "Rate: ", text: "bad" }, "echo"), undefined);
    assert.equal(scoreGiven([], { before: "", text: "bad" }, "echo"), undefined);
  });
});

describe("the labels of a dataset", () => {
  const scored = (share: number): { logprob: number; atMost: number } => ({
    logprob: Math.log(share),
    atMost: share,
  });

  it("have raw and normalised probabilities, a margin and an entropy", () => {
    const { labels, predicted, expected, margin, entropy } = labelDistribution(
      [
        { label: " 1", scored: scored(0.1) },
        { label: " 5", scored: scored(0.3) },
        { label: " 3", scored: { logprob: null, atMost: 0.01 } },
      ],
      " 1",
    );
    assert.deepEqual(
      labels.map(({ label }) => label),
      [" 5", " 1", " 3"],
    );
    near(labels[0]?.normalised, 0.75);
    assert.equal(labels[2]?.probability, null);
    assert.deepEqual([predicted, expected], [" 5", " 1"]);
    near(margin, -0.5);
    near(entropy, -(0.75 * Math.log(0.75) + 0.25 * Math.log(0.25)));
  });

  it("have no margin where the record's own label is not known", () => {
    const scores = [
      { label: "a", scored: scored(0.5) },
      { label: "b", scored: { logprob: null, atMost: 0.1 } },
    ];
    assert.equal(labelDistribution(scores, "b").margin, null);
  });
});
