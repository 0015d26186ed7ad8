import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { chatOpenai } from "../../src/core/convert/chat-codecs.js";
import { converted } from "../../src/core/convert/conversion.js";
import { codecs, convert } from "../../src/core/convert/index.js";
import { preferenceOpenai } from "../../src/core/convert/preference-codecs.js";
import { withSystemMessage } from "../../src/core/convert/system-member.js";
import type { JsonObject } from "../../src/core/json/json-node.js";
import { propertyRuns } from "../support/property-runs.ts";

const text = fc.oneof(fc.string(), fc.constantFrom("", " ", "Hi", "a\nb"));
const call = fc.record({
  id: text,
  type: fc.constant("function"),
  function: fc.record({
    name: text,
    arguments: fc.oneof(
      text,
      fc.object().map((value) => JSON.stringify(value)),
    ),
  }),
});
const part = fc.record({ type: fc.constantFrom("text", "image_url"), text }, { requiredKeys: [] });
const message = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ role: fc.constantFrom("user", "assistant"), content: text }),
  },
  fc.record(
    {
      role: fc.constantFrom("system", "user", "assistant", "tool", "developer"),
      content: fc.oneof(text, fc.constant(null), fc.array(part, { maxLength: 3 })),
      weight: fc.constantFrom(0, 1),
      tool_calls: fc.array(call, { maxLength: 2 }),
    },
    { requiredKeys: ["role"] },
  ),
);
const messages = fc.array(message, { maxLength: 5 });
const others = fc.dictionary(
  fc.constantFrom("id", "tools", "system", "prompt", "input", "__proto__"),
  fc.oneof(text, fc.integer(), fc.constant(null)),
  { maxKeys: 1 },
);

const chats = fc.tuple(messages, others).map(([list, rest]) => ({ ...rest, messages: list }));
const preferences = fc
  .tuple(messages, messages, messages, others)
  .map(([asked, better, worse, rest]) => ({
    ...rest,
    input: { messages: asked },
    preferred_output: better,
    non_preferred_output: worse,
  }));

/** Records as a file has them: plain values, each text written and read once. */
function asRead(record: object): JsonObject {
  // Generated from texts, numbers, lists and objects.
  return JSON.parse(JSON.stringify(record)) as JsonObject;
}

describe("a conversion that is not refused", () => {
  for (const to of codecs) {
    it(`to ${to.id} and back gives the same record`, () => {
      const from = to.hub === "chat" ? chatOpenai : preferenceOpenai;
      let done = 0;
      fc.assert(
        fc.property(to.hub === "chat" ? chats : preferences, (generated) => {
          const record = asRead(generated);
          const there = convert(record, from, to);
          // TRL takes parts that OpenAI does not: there is no way back for those.
          if (there.kind === "refused" || convert(record, from, from).kind === "refused") return;
          const back = convert(asRead(there.record), to, from);
          assert.equal(back.kind, "record");
          // Arguments of calls are written anew: their spacing is not information.
          if (back.kind === "record" && !JSON.stringify(record).includes("arguments")) {
            // What a member "system" says comes back as the message that it became.
            const same = to.hub === "chat" ? withSystemMessage(record) : converted(record);
            assert.deepEqual(converted(back.record), same);
          }
          done += 1;
        }),
        propertyRuns(3_000),
      );
      assert.ok(done > 5, `only ${done} were converted`);
    });
  }
});
