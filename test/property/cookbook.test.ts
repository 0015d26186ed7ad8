import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { checkDatasetAtOnce } from "../../src/core/dataset/check-dataset.js";
import { countedInMessages } from "../support/oracles/cookbook.ts";
import { memorySource } from "../support/memory-source.ts";
import { propertyRuns } from "../support/property-runs.ts";

type Message = Readonly<Record<string, unknown>>;

const message = fc.record(
  {
    role: fc.constantFrom("system", "user", "assistant", "assistant", "tool", "developer", "Bot"),
    content: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom("Hi", "Hello.", "x") },
      fc.constantFrom("", null, [], [{ type: "text", text: "Hi" }], 5),
    ),
    name: fc.constantFrom("ann"),
    tool_calls: fc.constantFrom(
      [],
      [{ id: "1", type: "function", function: { name: "f", arguments: "{}" } }],
    ),
    function_call: fc.constantFrom({ name: "f", arguments: "{}" }),
    refusal: fc.constantFrom("No."),
    weight: fc.constantFrom(0, 1),
    mood: fc.constant("good"),
  },
  { requiredKeys: [] },
);

const plain = fc.constantFrom<Message>(
  { role: "user", content: "Hi" },
  { role: "assistant", content: "Hello." },
);

describe("the target cookbook", () => {
  it("refuses every record in which the cookbook's own check counts something", () => {
    let refused = 0;
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 3, arbitrary: plain }, message), { maxLength: 4 }),
        (messages) => {
          const counters = countedInMessages(messages);
          const others = `{"messages":[{"role":"user","content":"Bye"},{"role":"assistant","content":"Goodbye."}]}`;
          const text = `${JSON.stringify({ messages })}\n${others}\n${others}`;
          const { findings } = checkDatasetAtOnce(memorySource(text), { target: "cookbook" });
          const own = findings.filter(({ rule }) => rule === "cookbook-only");
          if (counters.length === 0) return assert.deepEqual(own, []);
          refused += 1;
          const errors = findings.filter(
            ({ severity, line }) => severity === "error" && line === 0,
          );
          assert.notEqual(errors.length, 0, `${JSON.stringify(messages)}: ${counters.join(", ")}`);
        },
      ),
      propertyRuns(3_000),
    );
    assert.ok(refused > 500);
  });
});
