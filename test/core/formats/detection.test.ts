import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { FormatId } from "../../../src/core/formats/format.js";
import { formats, isOfOtherFormat } from "../../../src/core/formats/index.js";
import type { JsonObject } from "../../../src/core/json/json-node.js";

function recordOf(text: string): JsonObject {
  // The tests below write objects.
  return JSON.parse(text) as JsonObject;
}

function formatOf(text: string): FormatId | undefined {
  return formats.find((format) => format.matches(recordOf(text)))?.id;
}

const ask = `{"role":"user","content":"Hi"}`;
const answer = `{"role":"assistant","content":"Hello."}`;

const known: Readonly<Record<string, FormatId>> = {
  // Preferences.
  '{"preferred_output":[],"non_preferred_output":[]}': "preference-openai",
  [`{"input":{"messages":[${ask}]},"preferred_completion":[${answer}],"non_preferred_completion":[${answer}]}`]:
    "preference-openai",
  [`{"input":{"messages":[${ask}]},"prefered_output":[${answer}],"non_prefered_output":[${answer}]}`]:
    "preference-openai",
  '{"chosen":"a","rejected":"b"}': "preference-trl",
  '{"prompt":"a","choosen":"b","rejected":"c"}': "preference-trl",
  [`{"prompt":[${ask}],"chosen":[${answer}],"rejected":[${answer}]}`]: "preference-trl",
  '{"prompt":"a","chosen":"b","rejected":"c","score_chosen":1}': "preference-trl",
  '{"instruction":"a","input":"","chosen":"b","rejected":"c"}': "preference-llama-factory",
  '{"prompt":"a","completion":"b","label":false}': "unpaired-preference",
  // Pairs.
  '{"prompt":"a","completion":"b","label":"positive"}': "prompt-completion",
  '{"prompt":"a","completion":"b"}': "prompt-completion",
  [`{"prompt":[${ask}],"completion":[${answer}],"tools":[]}`]: "prompt-completion-messages",
  // Conversations.
  [`{"messages":[${ask},${answer}]}`]: "chat",
  [`{"messages":[${ask}]}`]: "chat",
  '{"messages":[]}': "chat",
  [`{"messages":[${ask}],"reference_answer":"4"}`]: "reinforcement",
  [`{"messages":[{"role":"developer","content":"Add."},${ask}]}`]: "reinforcement",
  [`{"messages":[${ask}],"model":"m","temperature":0}`]: "chat",
  [`{"messages":[${ask},${answer}],"answer":"4"}`]: "chat",
  [`{"messages":[{"role":"User","content":"Hi"},${answer}]}`]: "chat",
  '{"messages":[{"role":"user","content":[{"text":"Hi"}]}]}': "bedrock-conversation",
  '{"messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]}]}': "chat",
  [`{"conversations":[${ask},${answer}]}`]: "sharegpt",
  '{"id":"a","conversations":[{"from":"human","value":"Hi"}],"model":"m"}': "sharegpt",
  '{"conversation":[{"human":"Hi","assistant":"Hello."}],"system":"Be brief."}': "sharegpt",
  '{"contents":[{"parts":[{"text":"Hi"}]}]}': "gemini",
  // Others.
  '{"instruction":"a","output":"b","history":[["c","d"]],"id":1}': "alpaca",
  '{"segments":[{"label":true,"text":"a"}]}': "segments",
  '{"text":"a"}': "text",
  '{"item":{"question":"a","answer":"b"},"sample":{"output_text":"c"}}': "evaluation",
};

/** What services and tools write that nobody trains on. */
const unknown = [
  '{"item":{"sku":"a"},"price":1}',
  '{"item":"a"}',
  '{"text":"a","label":1}',
  '{"_id":"1","title":"a","text":"b"}',
  '{"timestamp":"2026-01-01","level":"info","message":"a"}',
  '{"instruction":"a","output":"b","generator":"gpt-4","dataset":"helpful_base"}',
  '{"instruction":"a","instances":[{"input":"","output":"b"}]}',
  '{"text":"a b","segments":[{"start":0,"end":1,"text":"a b"}],"language":"en"}',
  '{"conversation":[{"role":"user","content":"Hi"}],"model":"m","turn":1}',
  '{"custom_id":"1","response":{"status_code":200,"body":{}},"error":null}',
  '{"chosen":true,"rejected":false}',
  '{"chosen":{"messages":[]},"rejected":{"messages":[]}}',
  '{"input":"a","output":"b"}',
  '{"question":"a","answer":"b"}',
  '{"contents":"a"}',
  '{"task_id":"HumanEval/0","prompt":"def f():","entry_point":"f","test":"assert"}',
];

describe("the format of a record", () => {
  for (const [text, id] of Object.entries(known)) {
    it(`is ${id}: ${text}`, () => {
      assert.equal(formatOf(text), id);
    });
  }
  for (const text of unknown) {
    it(`is not known: ${text}`, () => {
      assert.equal(formatOf(text), undefined);
    });
  }
  for (const text of [...Object.keys(known), ...formats.map(({ example }) => example)]) {
    it(`is found by one of its names: ${text}`, () => {
      const signature = formats.find((format) => format.matches(recordOf(text)))?.signature ?? [];
      assert.ok(signature.some((name) => Object.hasOwn(recordOf(text), name)));
    });
  }
});

describe("a record in a dataset of another format", () => {
  const chat = formats.find(({ id }) => id === "chat");

  it("is not out of place where it is a conversation like the others", () => {
    const texts = [`{"messages":[${ask}],"answer":"4"}`, `{"conversations":[${ask},${answer}]}`];
    assert.deepEqual(
      texts.map((text) => chat && isOfOtherFormat(recordOf(text), chat)),
      [false, false],
    );
  });

  it("is out of place where its turns have other names", () => {
    const record = recordOf('{"conversations":[{"from":"human","value":"Hi"}]}');
    assert.equal(chat && isOfOtherFormat(record, chat), true);
  });
});
