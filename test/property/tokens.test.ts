import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import fc from "fast-check";
import { get_encoding } from "tiktoken";
import { utf8Length } from "../../src/core/dataset/utf8.js";
import { formats } from "../../src/core/formats/index.js";
import type { JsonObject } from "../../src/core/json/json-node.js";
import { fileCounter } from "../../src/core/tokens/file-counter.js";
import { recordTokens } from "../../src/core/tokens/record-tokens.js";
import { packedEncodings } from "../../scripts/pack-vocabulary.ts";
import { propertyRuns } from "../support/property-runs.ts";
import { bytePairTokenizer } from "../support/small-tokenizers.ts";
import { testCounter } from "../support/test-tokenizers.ts";

/** Texts of all kinds: words, marks, white space, other scripts, halves of pairs, control characters. */
const piece = fc.oneof(
  fc.constantFrom(
    ..."It's|'LL|'ſ|don’t|  |\n|\r\n|\t|\u0085|\u00a0|\ufeff|\u2028|123|٣|日本|é|e\u0301|👩‍👩‍👧|ﷺ|ǅ|_|//|<|endoftext|>|\0".split(
      "|",
    ),
    "\ud800",
    "\udc00",
    "<|endoftext|>",
  ),
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.string({ maxLength: 12 }),
  fc.stringMatching(/^[a-zA-Z]{0,60}$/),
);
const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));

describe("the tokens of any text", () => {
  for (const name of packedEncodings) {
    describe(`with ${name}`, () => {
      // OpenAI's own implementation, compiled to WebAssembly.
      const reference = get_encoding(name);
      after(() => reference.free());
      const counter = testCounter(name);

      it("are as many as tiktoken makes", () => {
        const check = (one: string): void =>
          assert.equal(counter.count(one), reference.encode(one, [], []).length);
        fc.assert(fc.property(text, check), propertyRuns(400));
      });

      it("are no more than its bytes, and as many to list as to count", () => {
        const check = (one: string): void => {
          const count = counter.count(one);
          assert.ok(count <= utf8Length(one));
          assert.equal(counter.encode(one).length, count);
        };
        fc.assert(fc.property(text, check), propertyRuns(400));
      });
    });
  }

  it("are found in time that grows with the text, whatever it holds", () => {
    // Quadratic work on any of these would take minutes: the suite would not end.
    const counter = testCounter("o200k_base");
    for (const letter of ["a", "A", " ", "日", "!", "\n", "ab"]) {
      assert.ok(counter.count(letter.repeat(200_000)) <= 200_000 * letter.length);
    }
  });

  it("are exact across the places where a long text is cut", () => {
    const counter = testCounter("o200k_base");
    const sentence = "the kettle boils ";
    const one = counter.count(sentence.repeat(2)) - counter.count(sentence);
    assert.equal(counter.count(sentence.repeat(60_000)), counter.count(sentence) + one * 59_999);
    // A regular expression alone runs out of memory for this.
    assert.equal(counter.count("日".repeat(2_000_000)), 1_000_000);
  });

  it("never throw with a tokenizer file either", () => {
    const counter = fileCounter("tokenizer.json", bytePairTokenizer);
    fc.assert(
      fc.property(text, (one) => assert.ok(counter.count(one) <= utf8Length(one))),
      propertyRuns(400),
    );
  });
});

describe("the tokens of a record", () => {
  const content = fc.oneof(text, fc.constant(null), fc.array(fc.record({ type: text, text })));
  const message = fc.record(
    { role: fc.constantFrom("system", "user", "assistant"), content: text, name: text },
    { requiredKeys: ["role", "content"] },
  );
  const counting = {
    counter: testCounter("o200k_base"),
    overhead: { functionStart: 7, image: { base: 85, tile: 170 } },
  };
  const chat = formats.find(({ id }) => id === "chat");
  assert.ok(chat);

  it("are no more than the bytes of its JSON, so that a short one need not be counted", () => {
    const record = fc.record({ messages: fc.array(message, { maxLength: 5 }) });
    const check = (one: JsonObject): void => {
      const { total, trained } = recordTokens(one, { ...counting, format: chat });
      assert.ok(total <= utf8Length(JSON.stringify(one)));
      assert.ok(trained <= total);
    };
    fc.assert(fc.property(record, check), propertyRuns(400));
  });

  it("are counted in anything that is JSON", () => {
    const field = fc.oneof(content, fc.array(message), fc.jsonValue());
    const names = ["messages", "tools", "functions", "prompt", "completion", "chosen", "input"];
    const record = fc.dictionary(fc.constantFrom(...names), field);
    for (const format of formats) {
      const check = (one: object): void => {
        // Made of JSON's own kinds of value.
        const { total, trained } = recordTokens(JSON.parse(JSON.stringify(one)) as JsonObject, {
          ...counting,
          format,
        });
        assert.ok(trained <= total && Number.isSafeInteger(total));
      };
      fc.assert(fc.property(record, check), propertyRuns(400));
    }
  });
});
