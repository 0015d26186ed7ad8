import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Codec } from "../../src/core/convert/conversion.js";
import { codecs, conversionFrom } from "../../src/core/convert/index.js";
import { checkDatasetAtOnce } from "../../src/core/dataset/check-dataset.js";
import { formats } from "../../src/core/formats/index.js";
import type { FormatId } from "../../src/core/formats/format.js";
import type { JsonObject } from "../../src/core/json/json-node.js";
import { defaultTarget } from "../../src/core/targets/readers.js";
import { memorySource } from "../support/memory-source.ts";
import { propertyRuns } from "../support/property-runs.ts";

const text = fc.constantFrom("Great kettle", "It leaks, é🎸", "a\nb", 'say "hi"', "日本");
const system = fc.option(text, { nil: undefined, freq: 1 });
const extra = fc.constantFrom({}, {}, { id: 7 }, { score: 0.5 }, { tools: [] });

/** Question and answer in turns, as pairs. */
const pairs = fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 3 });

const call = {
  role: "assistant",
  content: null,
  tool_calls: [
    { id: "abcdefgh1", type: "function", function: { name: "brew", arguments: '{"cups":1}' } },
  ],
};
const toolAnswer = { role: "tool", tool_call_id: "abcdefgh1", content: "Done" };

const messages = fc
  .tuple(system, pairs, fc.boolean())
  .map(([first, turns, calls]) => [
    ...(first === undefined ? [] : [{ role: "system", content: first }]),
    ...turns.flatMap(([question, answer]) => [
      { role: "user", content: question },
      ...(calls ? [call, toolAnswer] : []),
      { role: "assistant", content: answer },
    ]),
  ]);

const side = (names: readonly [string, string], keys: readonly [string, string]) =>
  pairs.map((turns) =>
    turns.flatMap(([question, answer]) => [
      { [keys[0]]: names[0], [keys[1]]: question },
      { [keys[0]]: names[1], [keys[1]]: answer },
    ]),
  );

const parts = (list: fc.Arbitrary<readonly Record<string, string>[]>, name: string) =>
  list.map((turns) => turns.map((turn) => ({ ...turn, [name]: [{ text: turn[name] }] })));

const sides = fc.tuple(fc.constant("Better"), fc.constant("Worse"));

/** Records without a fault, of every format that converts. */
const good: Readonly<Partial<Record<FormatId, fc.Arbitrary<object>>>> = {
  chat: messages.map((list) => ({ messages: list })),
  "prompt-completion": fc.tuple(text, text).map(([a, b]) => ({
    prompt: `${a} ->`,
    completion: ` ${b}`,
  })),
  "prompt-completion-messages": messages.map((list) => ({
    prompt: list.slice(0, -1),
    completion: list.slice(-1),
  })),
  alpaca: fc.tuple(text, text, text).map(([instruction, input, output]) => ({
    instruction,
    input,
    output,
  })),
  sharegpt: side(["human", "gpt"], ["from", "value"]).map((conversations) => ({ conversations })),
  gemini: parts(side(["user", "model"], ["role", "parts"]), "parts").map((contents) => ({
    contents,
  })),
  "bedrock-conversation": parts(side(["user", "assistant"], ["role", "content"]), "content").map(
    (list) => ({ schemaVersion: "bedrock-conversation-2024", messages: list }),
  ),
  "cohere-chat": side(["User", "Chatbot"], ["role", "content"]).map((list) => ({
    messages: list,
  })),
  "preference-openai": fc.tuple(messages, sides).map(([list, [better, worse]]) => ({
    input: { messages: list.slice(0, -1) },
    preferred_output: [{ role: "assistant", content: better }],
    non_preferred_output: [{ role: "assistant", content: worse }],
  })),
  "preference-trl": fc.tuple(text, sides).map(([prompt, [chosen, rejected]]) => ({
    prompt,
    chosen,
    rejected,
  })),
};

/** What a dataset's errors are for the target that a form is written for. */
function errorsIn(record: JsonObject, to: Codec): readonly string[] {
  const format = formats.find(({ id }) => id === to.writes);
  assert.ok(format);
  const target = to.id === "chat/trl" ? "trl" : defaultTarget(format).id;
  const { findings } = checkDatasetAtOnce(memorySource(`${JSON.stringify(record)}\n`), {
    target,
    severities: { "too-few-records": "off" },
  });
  return findings.filter(({ severity }) => severity === "error").map((one) => one.message);
}

describe("what is converted", () => {
  for (const [format, records] of Object.entries(good)) {
    for (const to of codecs) {
      // The keys are ids of formats.
      const conversion = conversionFrom(format as FormatId, to);
      if (conversion === undefined) continue;
      it(`from ${format} to ${to.id} has no error for its reader`, () => {
        let done = 0;
        fc.assert(
          fc.property(records, extra, (record, beside) => {
            // Generated from texts, numbers, lists and objects.
            const read = JSON.parse(JSON.stringify({ ...record, ...beside })) as JsonObject;
            const made = conversion(read);
            if (made.kind === "refused") return;
            done += 1;
            assert.deepEqual(errorsIn(made.record, to), [], JSON.stringify(made.record));
          }),
          propertyRuns(80),
        );
        assert.ok(done > 2, `only ${done} were converted`);
      });
    }
  }
});
