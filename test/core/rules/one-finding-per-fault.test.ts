import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkDatasetAtOnce } from "../../../src/core/dataset/check-dataset.js";
import { fixLines } from "../../../src/core/dataset/fix-dataset.js";
import type { JsonObject, JsonValue } from "../../../src/core/json/json-node.js";
import type { TargetId } from "../../../src/core/targets/target.js";
import { memorySource } from "../../support/memory-source.ts";

const hi = `{"role":"user","content":"Hi"}`;
const hello = `{"role":"assistant","content":"Hello."}`;
const call = `{"id":"1","type":"function","function":{"name":"greet","arguments":"{}"}}`;

/** What all rules say about one record of a chat dataset: the rule and the text that it marks. */
function said(record: string, target?: TargetId): readonly string[] {
  // Services want ten records.
  const others = Array.from(
    { length: 10 },
    (_, n) =>
      `{"messages":[{"role":"user","content":"${n}"},{"role":"assistant","content":"It is ${n}."}]}`,
  );
  const source = memorySource([record, ...others].join("\n"));
  const { findings } = checkDatasetAtOnce(source, { target });
  return findings
    .filter(({ line }) => line === 0)
    .map(({ rule, span }) => `${rule} ${record.slice(span.start, span.end)}`);
}

function saidOfPair(record: string): readonly string[] {
  const others = [1, 2].map((n) => `{"prompt":"${n} ->","completion":" ${n}"}`);
  const { findings } = checkDatasetAtOnce(memorySource([record, ...others].join("\n")), {});
  return findings
    .filter(({ line }) => line === 0)
    .map(({ rule, span }) => `${rule} ${record.slice(span.start, span.end)}`);
}

/** One record for each fault, and the only thing that may be said of it. */
const chatFaults: Readonly<Record<string, string>> = {
  "[]": "not-an-object []",
  "{}": "messages-missing {",
  '{"id":1}': "messages-missing {",
  [`{"Messages":[${hi},${hello}]}`]: 'messages-missing "Messages"',
  [`{"message":[${hi},${hello}]}`]: 'messages-missing "message"',
  [`{"conversations":[${hi},${hello}]}`]: 'messages-missing "conversations"',
  '{"message":"Hi"}': "messages-missing {",
  '{"messages":null}': "messages-missing null",
  '{"messages":[]}': "messages-empty []",
  '{"messages":"Hi"}': 'wrong-type "Hi"',
  '{"messages":{}}': "wrong-type {}",
  '{"messages":["Hi"]}': 'wrong-type "Hi"',
  [`{"messages":[${hi}]}`]: 'no-assistant-message "messages"',
  [`{"messages":[${hi}],"id":7,"tools":[]}`]: 'no-assistant-message "messages"',
  '{"messages":[{"role":"system","content":"Be kind."}]}': 'no-assistant-message "messages"',
  [`{"messages":[${hi},{"role":"gpt","content":"Hello."}]}`]: 'unknown-role "gpt"',
  [`{"messages":[${hi},{"role":"constructor","content":"Hello."}]}`]: 'unknown-role "constructor"',
  [`{"messages":[${hi},{"content":"Hello."}]}`]: "missing-field {",
  [`{"messages":[${hi},{"rloe":"assistant","content":"Hello."}]}`]: 'missing-field "rloe"',
  [`{"messages":[${hi},{"role":7,"content":"Hello."}]}`]: "wrong-type 7",
  [`{"messages":[${hi},{}]}`]: "missing-field {",
  [`{"messages":[${hi},null]}`]: "wrong-type null",
  [`{"messages":[${hi},{"role":"assistant"}]}`]: "missing-field {",
  [`{"messages":[${hi},{"role":"assistant","tool_calls":null}]}`]: "missing-field {",
  [`{"messages":[${hi},{"role":"assistant","contnet":"Hello."}]}`]: 'missing-field "contnet"',
  [`{"messages":[${hi},{"role":"assistant","content":null}]}`]: "empty-content null",
  [`{"messages":[${hi},{"role":"assistant","content":[]}]}`]: "empty-content []",
  [`{"messages":[${hi},{"role":"assistant","content":"\\u00a0","tool_calls":[]}]}`]:
    'empty-content "\\u00a0"',
  [`{"messages":[{"role":"user","content":[{"type":"text","text":""}]},${hello}]}`]:
    'empty-content [{"type":"text","text":""}]',
  [`{"messages":[${hi},{"role":"assistant","content":5}]}`]: "wrong-type 5",
  [`{"messages":[${hi},${hello},${hi}]}`]: 'last-message-not-assistant "user"',
  [`{"messages":[${hi},{"role":"assistant","content":"Hello.","weight":2}]}`]: "invalid-weight 2",
  [`{"messages":[${hi},{"role":"assistant","content":"Hello.","wieght":0}]}`]:
    'unknown-field "wieght"',
  [`{"messages":[${hi},{"role":"assistant","content":null,"tool_call":[${call}]}]}`]:
    'unknown-field "tool_call"',
  [`{"messages":[${hi},${hello}],"tool":[]}`]: 'unknown-field "tool"',
  [`{"messages":[${hi},{"role":"assistant","content":null,"tool_calls":[{"id":"1","type":"function","function":{"name":"f","argumnets":"{}"}}]}]}`]:
    'unknown-field "argumnets"',
};

/** Records about which no rule may say anything where nobody has named a target. */
const silent: Readonly<Record<string, string>> = {
  "a tool call without content": `{"messages":[${hi},{"role":"assistant","tool_calls":[${call}]}]}`,
  "an empty content beside a tool call": `{"messages":[${hi},{"role":"assistant","content":"","tool_calls":[${call}]}]}`,
  "an empty content beside a refusal": `{"messages":[${hi},{"role":"assistant","content":"","refusal":"No."}]}`,
  "an empty content beside pictures": `{"messages":[{"role":"user","content":"","images":["a.png"]},${hello}]}`,
  "a tool that says nothing": `{"messages":[${hi},{"role":"assistant","content":null,"tool_calls":[${call}]},{"role":"tool","tool_call_id":"1","content":""},${hello}]}`,
  "a picture without text": `{"messages":[{"role":"user","content":[{"type":"image"}]},${hello}]}`,
  "absent values as null": `{"messages":[{"role":"user","content":"Hi","name":null,"tool_calls":null,"weight":null},${hello}],"tools":null}`,
  "reinforcement: a reference answer": `{"messages":[${hi}],"reference_answer":"4"}`,
  "reinforcement: what a grader needs": `{"messages":[${hi}],"target":"87","nums":"[1, 2]"}`,
  "reinforcement: the role developer": `{"messages":[{"role":"developer","content":"Count."},${hi}]}`,
  "reinforcement over several turns": `{"messages":[${hi},${hello},${hi}],"ideal":"4"}`,
  "reinforcement: metadata with the answer": `{"messages":[${hi}],"metadata":{"answer":"4"}}`,
  "preference beside the messages": `{"messages":[${hi}],"chosen":"Hello.","rejected":"Go."}`,
  "preference with a label": `{"messages":[${hi},${hello}],"label":true}`,
  "a request": `{"model":"m","messages":[${hi}],"temperature":0}`,
  "an evaluation row": `{"id":1,"messages":[${hi}],"expected":"Hello.","category":"greeting"}`,
  "fields of trainers": `{"id":1,"system":"Be brief.","messages":[{"role":"user","content":"Hi","loss_weight":0},${hello}],"source":"x"}`,
  "words that look like fields": `{"messages":[{"role":"user","content":"Hi","context":"x","height":2,"names":["a"]},${hello}],"message":"x","function":"greet"}`,
};

const pairFaults: Readonly<Record<string, string>> = {
  '"a"': 'not-an-object "a"',
  "{}": "missing-field {",
  '{"id":1,"text":"a"}': "missing-field {",
  '{"prompt":"a ->"}': "missing-field {",
  '{"prompt":"a ->","Completion":" b"}': 'missing-field "Completion"',
  '{"prompt":"a ->","response":" b"}': 'missing-field "response"',
  '{"prompt":"a ->","completion":""}': 'empty-completion ""',
  '{"prompt":"a ->","completion":" \\n"}': 'empty-completion " \\n"',
  '{"prompt":"a ->","completion":[]}': "empty-completion []",
  '{"prompt":"a ->","completion":null}': "wrong-type null",
  '{"prompt":"a ->","completion":1.0}': "wrong-type 1.0",
  '{"prompt":{},"completion":" b"}': "wrong-type {}",
};

const pairsWithoutFault: Readonly<Record<string, string>> = {
  "an empty prompt": '{"prompt":"","completion":" b"}',
  metadata: '{"prompt":"a ->","completion":" b","id":1,"source":"x","weight":2}',
  conversations: `{"prompt":[${hi}],"completion":[${hello}]}`,
};

describe("a fault of a chat record", () => {
  for (const [record, finding] of Object.entries(chatFaults)) {
    it(`is said once: ${record}`, () => {
      assert.deepEqual(said(record), [finding]);
    });
  }
});

describe("a chat record without a fault", () => {
  for (const [name, record] of Object.entries(silent)) {
    it(`is left in peace: ${name}`, () => {
      assert.deepEqual(said(record), []);
    });
  }
});

describe("a fault of a pair", () => {
  for (const [record, finding] of Object.entries(pairFaults)) {
    it(`is said once: ${record}`, () => {
      assert.deepEqual(saidOfPair(record), [finding]);
    });
  }
});

describe("a pair without a fault", () => {
  for (const [name, record] of Object.entries(pairsWithoutFault)) {
    it(`is left in peace: ${name}`, () => {
      assert.deepEqual(saidOfPair(record), []);
    });
  }
});

describe("a field that only some services refuse", () => {
  const record = `{"id":1,"messages":[${hi},{"role":"assistant","content":"Hello.","mood":"good"}]}`;

  it("is said where the service is the target", () => {
    assert.deepEqual(said(record, "openai"), ['unknown-field "id"', 'unknown-field "mood"']);
  });

  it("is not said where another one is the target, or nobody has named one", () => {
    assert.deepEqual([said(record), said(record, "trl")], [[], []]);
  });

  it("is not said beside a conversation that waits for its answer", () => {
    assert.deepEqual(said(`{"messages":[${hi}],"answer":"4","id":1}`, "openai"), []);
  });
});

/** Objects with two members that stay and up to three that go, in every order. */
function arrangements(): readonly string[] {
  const members = [
    `"messages":[${hi},${hello}]`,
    `"tools":[]`,
    `"id":1`,
    `"split":"a"`,
    `"idx":{}`,
  ];
  const orders = members.reduce<readonly (readonly string[])[]>(
    (all) => all.flatMap((some) => [some, ...members.map((one) => [...some, one])]),
    [[]],
  );
  const distinct = orders.filter((order) => new Set(order).size === order.length);
  const whole = distinct.filter((order) => order.includes(members[0] ?? ""));
  return [...new Set(whole.map((order) => `{ ${order.join(" , ")} }`))];
}

describe("the removal of unknown fields", () => {
  it("leaves the other members as they are, in whatever order they stand", () => {
    const wrong = arrangements().filter((record) => {
      const [change] = fixLines([record], {
        target: "openai",
        scope: "all",
        rule: "unknown-field",
      });
      const before = membersOf(record);
      const kept = before.filter(([name]) => name === "messages" || name === "tools");
      return JSON.stringify(membersOf(change?.becomes[0] ?? record)) !== JSON.stringify(kept);
    });
    assert.deepEqual(wrong, []);
  });
});

function membersOf(record: string): readonly (readonly [string, JsonValue])[] {
  // The records of this test are objects, and what fixes make of them has to be.
  return Object.entries(JSON.parse(record) as JsonObject);
}

describe("a picture in a file beside the dataset", () => {
  const record = `{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"kettle.jpg"}}]},${hello}]}`;

  it("is broken for a service and not for trainers, which read paths", () => {
    assert.deepEqual(said(record, "openai"), ['image-broken "kettle.jpg"']);
    for (const target of ["trl", "axolotl", "llama-factory", "unsloth", "local"] as const) {
      assert.ok(!said(record, target).some((text) => text.startsWith("image-broken")), target);
    }
  });
});
