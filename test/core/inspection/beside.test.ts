import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { alignPieces } from "../../../src/core/inspection/align-tokens.js";
import { branchText } from "../../../src/core/inspection/branch-text.js";
import { inspectionMarkdown } from "../../../src/core/inspection/inspection-markdown.js";
import { spaceTwin } from "../../../src/core/inspection/space-twins.js";
import { textPieces } from "../../../src/core/inspection/text-pieces.js";
import { isSamplingChoice } from "../../../src/protocol/inspector-checks.js";
import { shownInspection, shownSampling, shownToken } from "../../support/shown-inspection.ts";

function aligned(left: string, right: string): readonly string[] {
  const pieces = (text: string) => textPieces(Array.from(text, (one) => shownToken(one)));
  return alignPieces(pieces(left), pieces(right)).map((part) => {
    const text = (side: "left" | "right"): string => part[side].map((one) => one.text).join("");
    return part.isSame ? text("left") : `[${text("left")}|${text("right")}]`;
  });
}

describe("two answers beside each other", () => {
  it("have in common what stands in the same order in both", () => {
    assert.deepEqual(aligned("abcde", "abXde"), ["ab", "[c|X]", "de"]);
    assert.deepEqual(aligned("same", "same"), ["same"]);
    assert.deepEqual(aligned("", "new"), ["[|new]"]);
    assert.deepEqual(aligned("1a2b3", "xaybz"), ["[1|x]", "a", "[2|y]", "b", "[3|z]"]);
  });

  it("lose nothing of either", () => {
    for (const [left, right] of [
      ["banana", "ananas"],
      ["abc", "cba"],
      ["aab", "baa"],
    ] as const) {
      const parts = aligned(left, right);
      assert.equal(parts.map((part) => part.replace(/\[(.*)\|.*\]/, "$1")).join(""), left);
      assert.equal(parts.map((part) => part.replace(/\[.*\|(.*)\]/, "$1")).join(""), right);
    }
  });

  it("of great length are told in a moment", () => {
    const [left, right] = ["ab".repeat(5_000), "ba".repeat(5_000)];
    const started = performance.now();
    aligned(left, right);
    assert.ok(performance.now() - started < 2_000);
  });
});

describe("another way", () => {
  it("begins with what was written before, and the candidate", () => {
    const tokens = [shownToken("It"), shownToken(" is", [" was"])];
    const [, other] = tokens[1]?.alternatives ?? [];
    assert.ok(other);
    assert.equal(branchText(tokens, 1, other), "It was");
  });

  it("is none inside of a character, or where bytes are unknown", () => {
    const half = { text: "\ufffd", bytes: [0xe4, 0xbd], logprob: -1 };
    assert.equal(branchText([], 0, half), undefined);
    assert.equal(branchText([], 0, { ...half, bytes: null }), undefined);
    const end = { text: "\ufffd", bytes: [0xa0], logprob: -1 };
    const start = { ...shownToken(""), bytes: [0xe4, 0xbd] };
    assert.equal(branchText([start], 1, end), "\u4f60");
  });
});

describe("a leading space", () => {
  it("is told where both tokens are candidates, and only there", () => {
    assert.equal(spaceTwin(shownToken(" 1", ["1"])), "1");
    assert.equal(spaceTwin(shownToken("1", [" 2"])), undefined);
    assert.equal(spaceTwin(shownToken(" ", [""])), undefined);
  });
});

describe("an inspection as Markdown", () => {
  it("cannot be broken by what a model has written", () => {
    const tokens = [shownToken("a|b`c``\n# x")];
    const generated = { text: "a|b", tokens, whyNoTokens: null, finishReason: "stop" };
    const text = inspectionMarkdown(shownInspection({ generated }));
    const row = text.split("\n").find((line) => line.startsWith("| `")) ?? "";
    assert.equal(
      row.startsWith(String.raw`| ${"```"} a\|b${"`"}c${"``"}\n#␣x ${"```"} | 50.00 % |`),
      true,
      row,
    );
  });
});

describe("how a page asks", () => {
  it("is taken within what services accept, and not otherwise", () => {
    const fine = (change: object): boolean =>
      isSamplingChoice({ sampling: { ...shownSampling, ...change } });
    assert.ok(fine({}) && fine({ temperature: 2, topP: 1, seed: 7, stop: ["\n"] }));
    const wrong = [
      { temperature: 3 },
      { topP: 0 },
      { seed: 0.5 },
      { stop: [""] },
      { stop: "x" },
      { maxTokens: 0 },
      { maxTokens: 1.5 },
      { alternatives: 21 },
    ];
    assert.deepEqual(wrong.filter(fine), []);
  });
});
