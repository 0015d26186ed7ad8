import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testCounter } from "../../support/test-tokenizers.ts";

const encodings = ["o200k_base", "cl100k_base", "p50k_base", "r50k_base"] as const;

const texts = [
  "",
  " ",
  "hello world",
  "tiktoken is great!",
  "antidisestablishmentarianism",
  "お誕生日おめでとう",
  "2 + 2 = 4",
  "It's IT'S don’t we'LL 'ſ ſ's",
  "  \n\n \t x\r\n\r\n  a \u0085\u00a0\u2028b",
  "\ufeffhi \ufeff",
  "\ud800 a\udc00b",
  "👩‍👩‍👧‍👦🇩🇪 e\u0301 ﷺ İstanbul ǅ",
  "1234567890 １２３ ٣٤٥",
  "<|endoftext|><|im_start|>user",
  "camelCaseHTTPServer_snake/case\n/path/",
  "\0\u0001\u007f",
];

describe("the tokens of a text", () => {
  // openai-cookbook, How_to_count_tokens_with_tiktoken: "Comparing encodings".
  for (const [text, counts] of [
    ["antidisestablishmentarianism", [6, 6, 5, 5]],
    ["2 + 2 = 4", [7, 7, 5, 5]],
    ["お誕生日おめでとう", [8, 9, 14, 14]],
    ["tiktoken is great!", [6, 6, 6, 6]],
  ] as const) {
    it(`are as many as OpenAI's documentation says for ${JSON.stringify(text)}`, () => {
      assert.deepEqual(
        encodings.map((name) => testCounter(name).count(text)),
        counts,
      );
    });
  }

  for (const name of encodings) {
    it(`are the same to count and to list with ${name}`, () => {
      for (const text of texts) {
        assert.equal(testCounter(name).count(text), testCounter(name).encode(text).length);
      }
    });
  }

  it("take special tokens for the text that they are", () => {
    assert.equal(testCounter("o200k_base").count("<|endoftext|>"), 7);
    assert.equal(testCounter("cl100k_base").count("<|im_start|>"), 6);
  });

  it("need not be counted beyond what somebody wants to know", () => {
    const text = "a b ".repeat(300_000);
    assert.ok(testCounter("o200k_base").count(text, 10) < 600_000);
  });
});
