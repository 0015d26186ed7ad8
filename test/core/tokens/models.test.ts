import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { meantModel, modelTokens } from "../../../src/core/tokens/models.js";

describe("what is known of a model's tokens", () => {
  // The encodings are those of tiktoken's model.py, but for tuned models of gpt-4.1 (see below).
  for (const [name, encoding, limit] of [
    ["gpt-4.1-2025-04-14", "o200k_base", 65_536],
    ["gpt-4.1", "o200k_base", 65_536],
    ["gpt-4o-mini-2024-07-18", "o200k_base", 65_536],
    ["gpt-5.1", "o200k_base", undefined],
    ["o3-mini", "o200k_base", undefined],
    ["gpt-oss-120b", "o200k_base", undefined],
    ["gpt-4-0613", "cl100k_base", undefined],
    ["gpt-4", "cl100k_base", undefined],
    ["gpt-3.5-turbo-0125", "cl100k_base", 16_385],
    ["gpt-3.5-turbo-0613", "cl100k_base", 4_096],
    ["gpt-35-turbo", "cl100k_base", undefined],
    ["babbage-002", "cl100k_base", undefined],
    ["text-davinci-003", "p50k_base", undefined],
    ["text-davinci-001", "r50k_base", undefined],
    ["davinci", "r50k_base", undefined],
  ] as const) {
    it(`is right of ${name}`, () => {
      const known = modelTokens(name);
      assert.deepEqual([known?.encoding, known?.longestRecordTokens], [encoding, limit]);
    });
  }

  it("is, of a tuned model, what is known of the model that it was made of", () => {
    // A table by prefixes of the whole name takes ft:gpt-4.1 for a kind of ft:gpt-4.
    const names = [
      "ft:gpt-4.1-mini-2025-04-14:acme::abc123",
      "ft:gpt-4-0613:acme::abc123",
      "ft:babbage-002:acme:labels:abc123",
      "davinci:ft-acme-2022-05-01-10-00-00",
    ];
    assert.deepEqual(
      names.map((name) => modelTokens(name)?.encoding),
      ["o200k_base", "cl100k_base", "cl100k_base", "r50k_base"],
    );
  });

  it("is nothing of others, whatever their names begin with", () => {
    for (const name of [
      "",
      "ft:",
      "gpt",
      "gpt-6-luna",
      "gpt-4all",
      "o1x",
      "claude",
      "davinci2",
      "gpt-4o-mni",
      "gpt-4o-",
    ]) {
      assert.equal(modelTokens(name), undefined, name);
    }
  });

  it("names the model that is meant by a misspelt one, and none for others", () => {
    const names = ["gpt-4o-mni", "ft:gpt-4o-mni:acme::1", "gpt-41-mini", "gpt-4o-mni-2024-07-18"];
    assert.deepEqual(
      [...names, "gpt-4o-mini", "our-own-model"].map((name) => meantModel(name)),
      ["gpt-4o-mini", "gpt-4o-mini", undefined, "gpt-4o-mini-2024-07-18", undefined, undefined],
    );
  });
});
