import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { DatasetCheckOptions } from "../../../src/core/dataset/check-dataset.js";
import { checkDatasetAtOnce } from "../../../src/core/dataset/check-dataset.js";
import { limitsFor } from "../../../src/core/targets/target.js";
import { bedrock } from "../../../src/core/targets/bedrock.js";
import { openai } from "../../../src/core/targets/openai.js";
import { memorySource } from "../../support/memory-source.ts";

function question(number: number): string {
  return `{"messages":[{"role":"user","content":"${number} + 1"}],"answer":"${number + 1}."}`;
}

function chat(number: number): string {
  const answer = `{"role":"assistant","content":"It is ${number + 1}."}`;
  return `{"messages":[{"role":"user","content":"${number} + 1"},${answer}]}`;
}

function lines(count: number, record: (number: number) => string): string {
  return Array.from({ length: count }, (_, index) => record(index)).join("\n");
}

function messages(text: string, options: DatasetCheckOptions): readonly string[] {
  const { findings } = checkDatasetAtOnce(memorySource(text), options);
  return findings.map(({ rule, message }) => `${rule}: ${message}`);
}

describe("the limits of a target", () => {
  it("are those of the format where it has its own", () => {
    assert.deepEqual(
      [
        limitsFor(bedrock, "reinforcement").leastRecords,
        limitsFor(bedrock, "prompt-completion").leastRecords,
      ],
      [100, 0],
    );
  });

  it("are kept to the record", () => {
    const target = "bedrock";
    assert.deepEqual(messages(lines(100, question), { target }), []);
    assert.deepEqual(messages(lines(99, question), { target }), [
      "too-few-records: The file has 99 records; Amazon Bedrock wants at least 100.",
    ]);
    assert.deepEqual(messages(lines(20_001, question), { target }), [
      "too-many-records: The file has 20,001 records; Amazon Bedrock takes at most 20,000.",
    ]);
  });

  it("ask for no fewest records of files that are not for training, unless somebody does", () => {
    const said = (options: DatasetCheckOptions): readonly string[] =>
      checkDatasetAtOnce(memorySource(lines(9, chat)), options).findings.map(
        ({ rule, severity }) => `${severity} ${rule}`,
      );
    const target = "openai";
    for (const split of ["validation", "test"] as const) {
      assert.deepEqual(said({ target, split }), []);
      const severities = { "too-few-records": "warning" } as const;
      assert.deepEqual(said({ target, split, severities }), ["warning too-few-records"]);
    }
    assert.deepEqual(said({ target, split: "training" }), ["error too-few-records"]);
    assert.deepEqual(said({ target }), ["error too-few-records"]);
  });

  it("say nothing of the order of records that are not for training", () => {
    const label = (at: number): string => (at < 30 ? "good" : "bad");
    const records = Array.from(
      { length: 60 },
      (_, at) => `{"prompt":"Kettle ${at} ->","completion":" ${label(at)}"}`,
    ).join("\n");
    const said = (split: DatasetCheckOptions["split"]): readonly string[] =>
      checkDatasetAtOnce(memorySource(records), { target: "local", split }).findings.map(
        ({ rule }) => rule,
      );
    assert.deepEqual(said("training"), ["records-sorted-by-label"]);
    for (const split of ["validation", "test"] as const) assert.deepEqual(said(split), []);
  });

  it("say how many records are too few without an error where nobody has chosen the target", () => {
    const { severityCounts } = checkDatasetAtOnce(memorySource(lines(9, chat)), {});
    assert.deepEqual(severityCounts, { error: 0, warning: 0, information: 1, hint: 0 });
  });

  it("are those of batches, too", () => {
    const request = (number: number): string =>
      `{"custom_id":"${number}","method":"POST","url":"/v1/chat/completions","body":{"model":"m","messages":[{"role":"user","content":"${number} + 1"}]}}`;
    assert.deepEqual(messages(lines(50_000, request), {}), []);
    assert.deepEqual(messages(lines(50_001, request), {}), [
      "too-many-records: The file has 50,001 records; OpenAI Batch takes at most 50,000.",
    ]);
  });

  it("are kept to the byte of a picture", () => {
    const withPicture = (bytes: number): string => {
      const data = Buffer.concat([
        Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
        Buffer.alloc(bytes - 8),
      ]);
      const url = `data:image/png;base64,${data.toString("base64")}`;
      const part = { type: "image_url", image_url: { url } };
      const answer = { role: "assistant", content: "A kettle." };
      return JSON.stringify({ messages: [{ role: "user", content: [part] }, answer] });
    };
    const options = { target: "openai", severities: { "too-few-records": "off" } } as const;
    const largest = openai.images?.largestBytes ?? 0;
    assert.deepEqual(messages(withPicture(largest), options), []);
    assert.deepEqual(messages(withPicture(largest + 1), options), [
      "image-too-big: The picture has 10.1 MB; OpenAI takes at most 10 MB.",
    ]);
  });

  it("are kept to the byte", () => {
    const source = memorySource(lines(10, chat));
    const sizes = [openai.largestFileBytes ?? 0, (openai.largestFileBytes ?? 0) + 1];
    assert.deepEqual(
      sizes.map((bytes) => {
        const { findings } = checkDatasetAtOnce({ ...source, bytes }, {});
        return findings.map(({ message }) => message);
      }),
      [[], ["The file has 513 MB; OpenAI takes at most 512 MB."]],
    );
  });
});

describe("a target that closes", () => {
  const text = lines(10, chat);

  it("is told of from 90 days before", () => {
    assert.deepEqual(
      ["2026-10-07", "2026-10-08"].map((today) => messages(text, { target: "openai", today })),
      [
        [],
        [
          "target-closed: OpenAI takes datasets for 90 more days, until 2027-01-06: see https://developers.openai.com/api/docs/deprecations",
        ],
      ],
    );
  });

  it("is told of ever after", () => {
    assert.deepEqual(messages(text, { target: "openai", today: "2028-02-29" }), [
      "target-closed: OpenAI has taken no datasets since 2027-01-06: see https://developers.openai.com/api/docs/deprecations",
    ]);
  });

  it("is not told of where nobody has chosen it, or said which day it is", () => {
    assert.deepEqual(
      [messages(text, { today: "2028-02-29" }), messages(text, { target: "openai" })],
      [[], []],
    );
  });
});
