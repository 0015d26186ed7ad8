import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { chat, isSupervised } from "../../../src/core/formats/chat.js";
import type { FormatId, JsonPath } from "../../../src/core/formats/format.js";
import { formats } from "../../../src/core/formats/index.js";
import { promptCompletion } from "../../../src/core/formats/prompt-completion.js";
import type { JsonObject } from "../../../src/core/json/json-node.js";

function recordOf(text: string): JsonObject {
  // The tests below write objects.
  return JSON.parse(text) as JsonObject;
}

/** Formats that also know the example as theirs: in a dataset of these it is not out of place. */
const alsoKnownAs: Readonly<Partial<Record<FormatId, readonly FormatId[]>>> = {
  "unpaired-preference": ["prompt-completion"],
  "prompt-completion-messages": ["prompt-completion"],
  "bedrock-conversation": ["chat"],
  "cohere-chat": ["chat"],
  "preference-llama-factory": ["sharegpt"],
  reinforcement: ["chat"],
};

describe("the example of a format", () => {
  for (const format of formats) {
    it(`has all fields of ${format.id}, no other ones and the right values`, () => {
      const record = recordOf(format.example);
      assert.deepEqual(
        [format.missingFields(record), format.unknownFields(record), format.wrongTypes(record)],
        [[], [], []],
      );
    });

    it(`is of the format ${format.id}, the first that knows it`, () => {
      const record = recordOf(format.example);
      const matching = formats.filter((other) => other.matches(record));
      assert.deepEqual(
        matching.map(({ id }) => id),
        [format.id, ...(alsoKnownAs[format.id] ?? [])],
      );
    });

    it(`has in ${format.id} one of the names by which it is known`, () => {
      const record = recordOf(format.example);
      assert.ok(format.signature.some((name) => Object.hasOwn(record, name)));
    });
  }
});

describe("the fields that chat knows", () => {
  const places: Readonly<Record<string, JsonPath>> = {
    "messages, tools, functions, parallel_tool_calls": [],
    "role, content, name, weight, refusal, audio, tool_calls, tool_call_id, function_call": [
      "messages",
      0,
    ],
    "id, type, function": ["messages", 0, "tool_calls", 1],
    "name, arguments": ["messages", 0, "tool_calls", 1, "function"],
    "": ["tools", 0],
  };
  for (const [names, place] of Object.entries(places)) {
    it(`at "${place.join(".")}" are "${names}"`, () => {
      const known = chat.knownFields(place).map(({ name }) => name);
      assert.equal(known.join(", "), names);
    });
  }

  it("are told from all others, wherever they stand", () => {
    const call = `{"id":"1","index":0,"function":{"name":"f","argument":"{}"}}`;
    const message = `{"role":"assistant","mood":"good","tool_calls":[${call}],"function_call":{"nmae":"f"}}`;
    const unknown = chat.unknownFields(recordOf(`{"messages":[${message}],"id":1}`));
    assert.deepEqual(
      unknown.map(({ owner, names }) => [...owner, ...names].join(".")),
      [
        "id",
        "messages.0.mood",
        "messages.0.function_call.nmae",
        "messages.0.tool_calls.0.index",
        "messages.0.tool_calls.0.function.argument",
      ],
    );
  });
});

describe("the fields that pairs know", () => {
  it("are two", () => {
    const [unknown] = promptCompletion.unknownFields(
      recordOf(`{"id":1,"prompt":"a","completion":"b","source":"x"}`),
    );
    assert.deepEqual(unknown?.names, ["id", "source"]);
  });
});

describe("a conversation", () => {
  const question = `{"role":"user","content":"2 + 2?"}`;
  const answer = `{"role":"assistant","content":"4"}`;
  const supervised: Readonly<Record<string, boolean>> = {
    [`{"messages":[${question},${answer}]}`]: true,
    [`{"messages":[${question},${answer}],"label":true,"model":"m"}`]: true,
    [`{"messages":[{"role":"developer","content":"Add."},${question},${answer}]}`]: true,
    [`{"messages":[${question}]}`]: true,
    [`{"messages":[${question}],"tools":[],"parallel_tool_calls":true}`]: true,
    [`{"id":"a","source":"b","system":"Add.","weight":2,"messages":[${question}]}`]: true,
    [`{"messages":[${question}],"reference_answer":"4"}`]: false,
    [`{"messages":[${question},${answer},${question}],"item":{"x":1}}`]: false,
    [`{"messages":[${question}],"chosen":[],"rejected":[]}`]: false,
    [`{"messages":[${question}],"model":"m"}`]: false,
    [`{"messages":[{"role":"developer","content":"Add."},${question}]}`]: false,
  };
  for (const [record, expected] of Object.entries(supervised)) {
    it(`${expected ? "shows the answer to learn" : "waits for an answer"}: ${record}`, () => {
      assert.equal(isSupervised(recordOf(record)), expected);
    });
  }
});
