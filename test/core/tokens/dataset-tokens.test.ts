import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkDatasetAtOnce } from "../../../src/core/dataset/check-dataset.js";
import { textSource } from "../../../src/core/dataset/line-reader.js";
import { azure } from "../../../src/core/targets/azure.js";
import { openai } from "../../../src/core/targets/openai.js";
import { trl } from "../../../src/core/targets/trl.js";
import { vertex } from "../../../src/core/targets/vertex.js";
import { datasetTokens } from "../../../src/core/tokens/dataset-tokens.js";
import type { TokenOptions } from "../../../src/core/tokens/dataset-tokens.js";
import type { Tokenizers } from "../../../src/core/tokens/tokenizers.js";
import { testTokenizers } from "../../support/test-tokenizers.ts";

const noneRead: Tokenizers = {
  encoding: () => assert.fail("nothing has to be counted"),
  file: () => assert.fail("nothing has to be counted"),
};

function record(words: number): string {
  const answer = "word ".repeat(words).trim();
  return JSON.stringify({
    messages: [
      { role: "user", content: "Go on" },
      { role: "assistant", content: answer },
    ],
  });
}

function tooLong(text: string, options: TokenOptions): readonly string[] {
  const severities = { "record-too-long": "warning" } as const;
  const { findings } = checkDatasetAtOnce(textSource(text), {
    target: "openai",
    severities,
    ...options,
  });
  return findings.filter(({ rule }) => rule === "record-too-long").map(({ message }) => message);
}

describe("the limit of a record's tokens", () => {
  for (const [what, options, target, limit] of [
    ["of the target", {}, openai, 65_536],
    ["of the model", { model: "gpt-3.5-turbo-0125" }, openai, 16_385],
    ["of the model's base", { model: "ft:gpt-4o-2024-08-06:acme::id" }, trl, 65_536],
    ["of the model on Azure", { model: "gpt-4.1-nano" }, azure, 32_768],
    ["of whoever sets one", { model: "gpt-4o", maxTokens: 2_048 }, openai, 2_048],
    ["nobody's where nobody says", {}, trl, undefined],
  ] as const) {
    it(`is that ${what}`, () => {
      assert.equal(datasetTokens(options, target, "chat").limit, limit);
    });
  }

  it("is of no use where the tokenizer is not known", () => {
    const tokens = datasetTokens({ tokenizers: testTokenizers }, vertex, "gemini");
    assert.deepEqual([tokens.limit, tokens.fittingBytes], [131_072, Infinity]);
    assert.equal(tokens.counter(), undefined);
  });
});

describe("a record that is longer than its limit", () => {
  it("is named with its exact number of tokens", () => {
    // 3 for the reply, for each message 3 and its role, "Go on" is 2.
    const text = record(65_525);
    assert.deepEqual(tooLong(text, { tokenizers: testTokenizers }), [
      "The record has 65,538 tokens; the limit is 65,536 (OpenAI).",
    ]);
    assert.deepEqual(tooLong(record(65_523), { tokenizers: testTokenizers }), []);
  });

  it("is counted no further than somebody wants to know", () => {
    assert.deepEqual(tooLong(record(1_000), { tokenizers: testTokenizers, maxTokens: 20 }), [
      "The record has more than 160 tokens; the limit is 20 (maxTokens).",
    ]);
  });

  it("is looked for without a tokenizer where no record has so many bytes", () => {
    const text = [record(10), record(1_000), "{", "", record(3)].join("\n");
    assert.deepEqual(tooLong(text, { tokenizers: noneRead }), []);
    assert.deepEqual(tooLong(text, { tokenizers: noneRead, model: "gpt-4.1" }), []);
  });

  it("is not looked for where no tokenizers are at hand", () => {
    assert.deepEqual(tooLong(record(70_000), {}), []);
  });
});

describe("a tokenizer that cannot be used", () => {
  function problem(options: TokenOptions): string | undefined {
    return datasetTokens({ tokenizers: testTokenizers, ...options }, trl, "chat").problem();
  }

  it("is told of, with what to do", () => {
    assert.match(problem({ model: "llama-9" }) ?? "", /model "llama-9"\. Name its tokenizer\.json/);
    assert.match(problem({ tokenizer: "/nowhere/tokenizer.json" }) ?? "", /does not exist/);
  });

  it("is no matter where nobody has named one", () => {
    assert.equal(problem({}), undefined);
    assert.equal(problem({ model: "gpt-4o" }), undefined);
    assert.equal(datasetTokens({ model: "llama-9" }, trl, "chat").problem(), undefined);
  });
});
