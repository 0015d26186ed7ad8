import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Example } from "../../../src/tuning/local/read-examples.js";
import { readExamples, refusalOf } from "../../../src/tuning/local/read-examples.js";

function examplesIn(text: string): readonly Example[] {
  const read = readExamples(text);
  assert.equal(read.kind, "examples", JSON.stringify(read));
  return read.examples;
}

function refusalIn(text: string): string {
  const read = readExamples(text);
  assert.equal(read.kind, "refused", JSON.stringify(read));
  assert.equal(read.code, "invalid_training_file");
  return read.message;
}

const pair = '{"prompt":"Fits ->","completion":" good"}';

function chat(...messages: readonly object[]): string {
  return JSON.stringify({ messages });
}

function labelled(labels: readonly string[]): readonly Example[] {
  return labels.map((label, index) => ({ prompt: `text ${index}`, label }));
}

describe("reading examples", () => {
  it("takes the completion as it stands", () => {
    assert.deepEqual(examplesIn(pair), [{ prompt: "Fits ->", label: " good" }]);
  });

  it("does not mind a byte order mark, CRLF, blank lines or a missing end of line", () => {
    assert.equal(examplesIn(`\uFEFF${pair}\r\n\r\n  \n${pair}`).length, 2);
  });

  it("counts all lines, blank ones too, where it names one", () => {
    assert.match(refusalIn(`${pair}\n\n{"prompt":`), /^Line 3 is not valid JSON/);
    assert.match(refusalIn(`${pair}\n[1]\n`), /^Line 2 is not a JSON object/);
    assert.match(refusalIn('{"prompt":"a","completion":1}'), /^Line 1 has no text/);
    assert.match(refusalIn('{"prompt":"a","completion":""}'), /^Line 1 has no text/);
    assert.match(refusalIn('{"prompt":"a"}'), /^Line 1 has no text/);
  });

  it("takes an empty prompt", () => {
    assert.deepEqual(examplesIn('{"prompt":"","completion":"a"}'), [{ prompt: "", label: "a" }]);
  });

  it("takes the last answer of a conversation, and all before it", () => {
    const line = chat(
      { role: "system", content: "Rate." },
      { role: "user", content: "It fits." },
      { role: "assistant", content: "five" },
      { role: "user", content: "It is torn." },
      { role: "assistant", content: "one" },
      { role: "user", content: "Thank you." },
    );
    assert.deepEqual(examplesIn(line), [
      { prompt: "Rate.\nIt fits.\nfive\nIt is torn.", label: "one" },
    ]);
  });

  it("reads the texts among a message's parts", () => {
    const content = [
      { type: "text", text: "It fits." },
      { type: "image_url", image_url: { url: "https://example.com/a.png" } },
      { type: "text", text: "Soft." },
    ];
    const line = chat({ role: "user", content }, { role: "assistant", content: "five" });
    assert.deepEqual(examplesIn(line), [{ prompt: "It fits.\n\nSoft.", label: "five" }]);
  });

  it("does not learn answers of weight 0", () => {
    const line = chat(
      { role: "user", content: "It fits." },
      { role: "assistant", content: "five", weight: 1 },
      { role: "user", content: "Really?" },
      { role: "assistant", content: "yes", weight: 0 },
    );
    assert.deepEqual(examplesIn(line), [{ prompt: "It fits.", label: "five" }]);
  });

  it("says where there is no answer to learn", () => {
    const user = { role: "user", content: "It fits." };
    const called = { role: "assistant", tool_calls: [{ id: "a" }] };
    const weightless = { role: "assistant", content: "five", weight: 0 };
    for (const messages of [[user], [user, called], [user, weightless], []]) {
      assert.match(refusalIn(`${pair}\n${chat(...messages)}`), /^Line 2 has no answer/);
    }
  });

  it("is not misled by names that every object has", () => {
    assert.match(refusalIn('{"constructor":1}'), /^Line 1 has no text/);
  });
});

describe("what a classifier can learn from", () => {
  it("is at least ten examples", () => {
    const nine = refusalOf(labelled("abcabcabc".split("")));
    assert.equal(nine?.code, "invalid_n_examples");
    assert.match(nine.message, /has 9 example/);
    assert.equal(refusalOf(labelled("abcabcabca".split(""))), undefined);
  });

  it("is at least two labels", () => {
    assert.match(refusalOf(labelled("aaaaaaaaaa".split("")))?.message ?? "", /the same/);
  });

  it("is not free text: the numbers are told", () => {
    const labels = Array.from({ length: 30 }, (_, index) => `answer ${index % 11}`);
    assert.match(
      refusalOf(labelled(labels))?.message ?? "",
      /^11 of 30 completions differ.*free text/,
    );
    const few = Array.from({ length: 33 }, (_, index) => `answer ${index % 11}`);
    assert.equal(refusalOf(labelled(few)), undefined);
  });
});
