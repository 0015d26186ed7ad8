import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { formats } from "../../../src/core/formats/index.js";
import type { FormatId } from "../../../src/core/formats/format.js";
import type { JsonObject } from "../../../src/core/json/json-node.js";
import type { EncodingName } from "../../../src/core/tokens/encodings.js";
import type { RecordTokens } from "../../../src/core/tokens/record-tokens.js";
import { recordTokens } from "../../../src/core/tokens/record-tokens.js";
import { testCounter } from "../../support/test-tokenizers.ts";

function counted(
  id: FormatId,
  record: JsonObject,
  {
    encoding = "o200k_base",
    functionStart = 7,
  }: { readonly encoding?: EncodingName; readonly functionStart?: number } = {},
): RecordTokens {
  const format = formats.find((one) => one.id === id);
  assert.ok(format);
  const overhead = { functionStart, image: { base: 85, tile: 170 } };
  return recordTokens(record, { format, counter: testCounter(encoding), overhead });
}

const system = "system";
const corporate =
  "You are a helpful, pattern-following assistant that translates corporate jargon into plain English.";

/** The example messages of openai-cookbook, How_to_count_tokens_with_tiktoken. */
const exampleMessages = [
  { role: system, content: corporate },
  {
    role: system,
    name: "example_user",
    content: "New synergies will help drive top-line growth.",
  },
  {
    role: system,
    name: "example_assistant",
    content: "Things working well together will increase revenue.",
  },
  {
    role: system,
    name: "example_user",
    content:
      "Let's circle back when we have more bandwidth to touch base on opportunities for increased leverage.",
  },
  {
    role: system,
    name: "example_assistant",
    content: "Let's talk later when we're less busy about how to do better.",
  },
  {
    role: "user",
    content:
      "This late pivot means we don't have time to boil the ocean for the client deliverable.",
  },
];

/** The example function there. */
const weather = {
  type: "function",
  function: {
    name: "get_current_weather",
    description: "Get the current weather in a given location",
    parameters: {
      type: "object",
      properties: {
        location: {
          type: "string",
          description: "The city and state, e.g. San Francisco, CA",
        },
        unit: {
          type: "string",
          description: "The unit of temperature to return",
          enum: ["celsius", "fahrenheit"],
        },
      },
      required: ["location"],
    },
  },
};

describe("the tokens of a record", () => {
  it("are for a conversation as many as OpenAI's cookbook says", () => {
    const record = { messages: exampleMessages };
    assert.equal(counted("chat", record).total, 124);
    assert.equal(counted("chat", record, { encoding: "cl100k_base" }).total, 129);
  });

  it("are for functions about as many as OpenAI's cookbook says", () => {
    const messages = [
      {
        role: "system",
        content: "You are a helpful assistant that can answer to questions about the weather.",
      },
      { role: "user", content: "What's the weather like in San Francisco?" },
    ];
    const record = { messages, tools: [weather] };
    const { total, isEstimate } = counted("chat", record);
    assert.deepEqual([total, isEstimate], [101, true]);
    const older = { encoding: "cl100k_base", functionStart: 10 } as const;
    assert.equal(counted("chat", record, older).total, 105);
  });

  it("are learned where the assistant speaks and its message has weight", () => {
    const messages = [
      { role: "user", content: "Hi" },
      { role: "assistant", content: "hello world", weight: 0 },
      { role: "user", content: "Hi" },
      { role: "assistant", content: "hello world" },
    ];
    assert.deepEqual(counted("chat", { messages }), {
      total: 3 + 4 * (3 + 1) + 1 + 2 + 1 + 2,
      trained: 2,
      isEstimate: false,
      isLeast: false,
    });
  });

  it("are of a picture what its detail costs, whatever its size", () => {
    const image = (detail: string): JsonObject => ({
      messages: [
        {
          role: "user",
          content: [{ type: "image_url", image_url: { url: "https://a.example/b.png", detail } }],
        },
      ],
    });
    // 3 for the reply, 3 for the message, 1 for its role.
    assert.equal(counted("chat", image("low")).total, 7 + 85);
    assert.deepEqual(counted("chat", image("high")), {
      total: 7 + 85 + 4 * 170,
      trained: 0,
      isEstimate: true,
      isLeast: false,
    });
  });

  it("are of a call those of its name and its arguments", () => {
    const call = { name: "get", arguments: "hello world" };
    const asTool = { role: "assistant", tool_calls: [{ id: "1", function: call }] };
    const asFunction = { role: "assistant", function_call: call };
    const expected = { total: 3 + 3 + 1 + 3, trained: 3, isEstimate: true, isLeast: false };
    assert.deepEqual(counted("chat", { messages: [asTool] }), expected);
    assert.deepEqual(counted("chat", { messages: [asFunction] }), expected);
  });

  for (const [id, record, total, trained] of [
    ["prompt-completion", { prompt: "hello world", completion: " hello" }, 3, 1],
    ["text", { text: "hello world" }, 2, 2],
    ["alpaca", { instruction: "hello", input: "hello", output: "hello world" }, 4, 2],
    [
      "sharegpt",
      {
        conversations: [
          { from: "human", value: "hello" },
          { from: "gpt", value: "hello world" },
        ],
      },
      3,
      2,
    ],
    [
      "segments",
      {
        segments: [
          { label: false, text: "hello" },
          { label: true, text: " world hello" },
        ],
      },
      3,
      2,
    ],
    [
      "gemini",
      {
        contents: [
          { role: "user", parts: [{ text: "hello" }] },
          { role: "model", parts: [{ text: "hello world" }] },
        ],
      },
      3,
      2,
    ],
    ["preference-trl", { prompt: "hello", chosen: " hello world", rejected: " hello" }, 4, 3],
  ] as const) {
    it(`are of the format ${id} those of its texts, and learned what it answers`, () => {
      const { total: all, trained: learned } = counted(id, record);
      assert.deepEqual([all, learned], [total, trained]);
    });
  }
});
