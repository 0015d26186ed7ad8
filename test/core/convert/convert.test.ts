import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { codecs, conversionFrom } from "../../../src/core/convert/index.js";
import { formats } from "../../../src/core/formats/index.js";
import type { JsonObject } from "../../../src/core/json/json-node.js";

/** What becomes of a record, as text, or the reason why nothing does. */
function convertTo(id: string, text: string): string {
  // The tests below write objects.
  const record = JSON.parse(text) as JsonObject;
  const format = formats.find((one) => one.matches(record));
  const codec = codecs.find((one) => one.id === id);
  assert.ok(format !== undefined && codec !== undefined);
  const conversion = conversionFrom(format.id, codec);
  if (conversion === undefined) return "other information";
  const converted = conversion(record);
  return converted.kind === "record" ? JSON.stringify(converted.record) : converted.reason;
}

const hi = `{"role":"user","content":"Hi"}`;
const hello = `{"role":"assistant","content":"Hello."}`;
const system = `{"role":"system","content":"Be brief."}`;
const chat = `{"messages":[${hi},${hello}]}`;

/** Pairs of records with the same information, and the form of the second. */
const conversions: readonly (readonly [from: string, to: string, id: string])[] = [
  [chat, chat, "chat/openai"],
  [chat, `{"prompt":"Hi","completion":"Hello."}`, "prompt-completion"],
  [chat, `{"prompt":[${hi}],"completion":[${hello}]}`, "prompt-completion/messages"],
  [chat, `{"instruction":"Hi","input":"","output":"Hello."}`, "alpaca"],
  [
    chat,
    `{"conversations":[{"from":"human","value":"Hi"},{"from":"gpt","value":"Hello."}]}`,
    "sharegpt",
  ],
  [
    `{"messages":[${system},${hi},${hello}]}`,
    `{"systemInstruction":{"parts":[{"text":"Be brief."}]},"contents":[{"role":"user","parts":[{"text":"Hi"}]},{"role":"model","parts":[{"text":"Hello."}]}]}`,
    "gemini",
  ],
  [
    `{"messages":[${system},${hi},${hello}]}`,
    `{"schemaVersion":"bedrock-conversation-2024","system":[{"text":"Be brief."}],"messages":[{"role":"user","content":[{"text":"Hi"}]},{"role":"assistant","content":[{"text":"Hello."}]}]}`,
    "bedrock-conversation",
  ],
  [
    `{"messages":[${system},${hi},${hello}]}`,
    `{"messages":[{"role":"System","content":"Be brief."},{"role":"User","content":"Hi"},{"role":"Chatbot","content":"Hello."}]}`,
    "cohere-chat",
  ],
  [
    `{"instruction":"Add.","input":"2 + 2","output":"4","history":[["Hi","Hello."]],"system":"Be brief."}`,
    `{"messages":[${system},${hi},${hello},{"role":"user","content":"Add.\\n2 + 2"},{"role":"assistant","content":"4"}]}`,
    "chat/openai",
  ],
  [
    `{"conversations":[{"from":"human","value":"Hi"},{"from":"chatgpt","value":"Hello."}],"system":"Be brief."}`,
    `{"messages":[${system},${hi},${hello}]}`,
    "chat/openai",
  ],
  [
    `{"messages":[${hi},{"role":"assistant","tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":"{ \\"a\\": 1 }"}}]}]}`,
    `{"messages":[${hi},{"role":"assistant","tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":{"a":1}}}]}]}`,
    "chat/trl",
  ],
  [
    `{"input":{"messages":[${hi}],"tools":[]},"preferred_output":[${hello}],"non_preferred_output":[${hello}]}`,
    `{"prompt":[${hi}],"chosen":[${hello}],"rejected":[${hello}],"tools":[]}`,
    "preference/trl",
  ],
  [
    `{"chosen":[${hi},${hello}],"rejected":[${hi},${hello}]}`,
    `{"input":{"messages":[${hi}]},"preferred_output":[${hello}],"non_preferred_output":[${hello}]}`,
    "preference/openai",
  ],
  [
    `{"prompt":"Hi","chosen":"Hello.","rejected":"Hello."}`,
    `{"input":{"messages":[${hi}]},"preferred_output":[${hello}],"non_preferred_output":[${hello}]}`,
    "preference/openai",
  ],
];

const systemMember = `{"system":"Help","messages":[${hi},${hello}]}`;
const systemConversions: typeof conversions = [
  [systemMember, `{"messages":[{"role":"system","content":"Help"},${hi},${hello}]}`, "chat/openai"],
  [
    systemMember,
    '{"systemInstruction":{"parts":[{"text":"Help"}]},"contents":[{"role":"user","parts":[{"text":"Hi"}]},{"role":"model","parts":[{"text":"Hello."}]}]}',
    "gemini",
  ],
];

const refusals: readonly (readonly [from: string, id: string, reason: string])[] = [
  [
    `{"score":1,"conversations":[{"from":"human","value":"Hi"},{"from":"gpt","value":"Hello."}]}`,
    "chat/openai",
    `"score" has no place there`,
  ],
  [
    `{"score":1,"prompt":"Hi","chosen":"Hello.","rejected":"What?"}`,
    "preference/openai",
    `"score" has no place there`,
  ],
  [chat, "preference/trl", "other information"],
  ['{"text":"Hi"}', "chat/openai", "other information"],
  [
    `{"messages":[${system},${hi},${hello}]}`,
    "prompt-completion",
    "the conversation is not one question with one answer",
  ],
  [
    `{"messages":[${hi},{"role":"assistant","content":"Hello.","weight":0}]}`,
    "sharegpt",
    'message 2 has "weight", which has no place there',
  ],
  [
    `{"messages":[${hi},{"role":"user","content":[{"type":"image_url","image_url":{}}]}]}`,
    "gemini",
    'message 2 has a part of type "image_url", which has no place there',
  ],
  [
    `{"messages":[${hi},{"role":"tool","content":"4"}]}`,
    "gemini",
    'message 2 has the role "tool", which has no place there',
  ],
  [
    `{"messages":[${hi},${hi},${hi},${hello}]}`,
    "alpaca",
    'message 2 has the role "user", which has no place there',
  ],
  [`{"system":7,"messages":[${hi},${hello}]}`, "chat/openai", '"system" is no text'],
  [
    `{"system":"Help","messages":[${system},${hi},${hello}]}`,
    "chat/openai",
    'there is a system message besides "system"',
  ],
  [
    `{"messages":[{"role":"user","content":[{"type":"text","value":"Hi"}]},${hello}]}`,
    "chat/openai",
    'message 1 has a part of type "text" with "value", which has no place there',
  ],
  [
    `{"messages":[{"role":"user","content":[{"type":"video","video":"a"}]},${hello}]}`,
    "chat/openai",
    'message 1 has a part of type "video", which has no place there',
  ],
  [
    `{"messages":[${hi},{"role":"assistant","content":"Hello.","loss_weight":1}]}`,
    "chat/openai",
    'message 2 has "loss_weight", which has no place there',
  ],
  [
    `{"prompt":"a","messages":[${hi},${hello}]}`,
    "prompt-completion",
    'the field "prompt" is there already',
  ],
  [
    `{"messages":[${hi},{"role":"assistant","tool_calls":[{"function":{"name":"f","arguments":"{\\"a\\":12345678901234567890}"}}]}]}`,
    "chat/trl",
    "the arguments of a tool call are no JSON object that can be read exactly",
  ],
];

describe("a conversion", () => {
  for (const [from, to, id] of [...conversions, ...systemConversions]) {
    it(`to ${id} writes the same in another form: ${from}`, () => {
      assert.equal(convertTo(id, from), to);
    });
  }
  for (const [from, id, reason] of refusals) {
    it(`to ${id} is refused where something would be lost: ${from}`, () => {
      assert.equal(convertTo(id, from), reason);
    });
  }
});
