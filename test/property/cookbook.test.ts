import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { checkDatasetAtOnce } from "../../src/core/dataset/check-dataset.js";
import { memorySource } from "../support/memory-source.ts";
import { propertyRuns } from "../support/property-runs.ts";

type Message = Readonly<Record<string, unknown>>;

const knownKeys = new Set(["role", "content", "name", "function_call", "weight"]);
const knownRoles = new Set(["system", "user", "assistant", "function"]);

/** The checks of OpenAI's cookbook, from their description: what it counts in one record. */
function counted(messages: readonly Message[]): readonly string[] {
  if (messages.length === 0) return ["missing_messages_list"];
  const found = messages.flatMap((message) => {
    const { content, function_call: call } = message;
    const isEmpty = content === undefined || content === null || content === "";
    return [
      "role" in message && "content" in message ? "" : "message_missing_key",
      Object.keys(message).every((key) => knownKeys.has(key)) ? "" : "message_unrecognized_key",
      knownRoles.has(String(message["role"])) ? "" : "unrecognized_role",
      (isEmpty && !isTrue(call)) || typeof content !== "string" ? "missing_content" : "",
    ];
  });
  const hasAnswer = messages.some(({ role }) => role === "assistant");
  return [...found, hasAnswer ? "" : "example_missing_assistant_message"].filter(
    (counter) => counter !== "",
  );
}

/** As Python sees it. */
function isTrue(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.keys(value).length > 0;
  return Boolean(value);
}

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
          const counters = counted(messages);
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
