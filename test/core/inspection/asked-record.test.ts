import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { formats } from "../../../src/core/formats/index.js";
import type { AskedRecord } from "../../../src/core/inspection/asked-record.js";
import { askedRecord } from "../../../src/core/inspection/asked-record.js";

function asked(record: object): AskedRecord {
  const format = formats.find((one) => one.matches(record as never));
  assert.ok(format);
  return askedRecord(record as never, format);
}

describe("what a record asks", () => {
  it("is the prompt, to be continued", () => {
    assert.deepEqual(asked({ prompt: "Good ->", completion: " 5" }), {
      kind: "asked",
      sent: { kind: "completion", text: "Good ->" },
      expected: " 5",
    });
  });

  it("is a conversation up to the last answer that is learned", () => {
    const messages = [
      { role: "user", content: "Hi" },
      { role: "assistant", content: "Hello." },
      { role: "user", content: [{ type: "text", text: "Bye" }] },
      { role: "assistant", content: "Bye." },
    ];
    const sent = asked({ messages });
    assert.equal(sent.kind === "asked" && sent.expected, "Bye.");
    assert.equal(
      sent.kind === "asked" && sent.sent.kind === "chat" && sent.sent.messages.length,
      3,
    );
    const unlearned = messages.with(3, { role: "assistant", content: "x", weight: 0 } as never);
    const earlier = asked({ messages: unlearned });
    assert.equal(earlier.kind === "asked" && earlier.expected, "Hello.");
  });

  it("is told of every format that has a prompt and an answer", () => {
    const refused = formats.filter(({ example }) => {
      const record: unknown = JSON.parse(example);
      return asked(record as object).kind === "refused";
    });
    // Of these nobody can tell what is asked and what is answered.
    assert.deepEqual(
      refused.map(({ id }) => id),
      [
        "batch-request",
        "preference-llama-factory",
        "unpaired-preference",
        "segments",
        "evaluation",
        "text",
      ],
    );
  });

  it("is refused with a reason where it is more than text", () => {
    const picture = { type: "image_url", image_url: { url: "https://example.com/a.png" } };
    const messages = [
      { role: "user", content: [picture] },
      { role: "assistant", content: "A cat." },
    ];
    const read = asked({ messages });
    assert.equal(
      read.kind === "refused" && read.reason,
      "a message before the answer is more than text",
    );
    const calls = [
      { role: "user", content: "Weather?" },
      { role: "assistant", tool_calls: [{ id: "1", type: "function", function: {} }] },
    ];
    assert.equal(asked({ messages: calls }).kind, "refused");
  });
});
