import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { compareText } from "../../src/core/inspection/compare-text.js";
import { textOfBytes } from "../../src/core/inspection/token-bytes.js";
import { textPieces } from "../../src/core/inspection/text-pieces.js";
import {
  entropyBounds,
  entropyOf,
  probabilityOf,
  toldMass,
} from "../../src/core/inspection/token-metrics.js";
import { askingClient } from "../../src/tuning/asking/asking-client.js";
import type { AskingPowers, InspectionOrder } from "../../src/tuning/asking/inspect-record.js";
import { generate, scoreText } from "../../src/tuning/asking/inspect-record.js";
import { probe } from "../../src/tuning/asking/probe.js";
import type { DialectName } from "../support/language-model/dialects.js";
import { modelServer } from "../support/language-model/model-server.js";
import { propertyRuns } from "../support/property-runs.js";

const server = modelServer();
const { model } = server;

async function powersAt(dialect: DialectName): Promise<AskingPowers> {
  const client = askingClient("The service", server.connection(dialect));
  return { client, capabilities: await probe({ client, model: "small", now: () => 0 }) };
}

const texts = fc.oneof(
  fc.constantFrom(
    "今天天氣",
    "🎉 Great",
    "e\u0301te\u0301 ",
    "Rate: good\n\n###\n\n",
    " 5",
    "நன்றி",
    "👨‍👩‍👧",
  ),
  fc.string({ unit: "grapheme", maxLength: 20 }),
  fc.string({ unit: "binary", maxLength: 8 }).map((text) => text.toWellFormed()),
);

const asked = fc.record({
  prompt: texts.map((text) => `${text}\n`),
  seed: fc.nat(10_000),
  temperature: fc.constantFrom(0, 0.7, 1, 2),
  topP: fc.constantFrom(0.5, 0.9, 1),
  maxTokens: fc.integer({ min: 1, max: 24 }),
});

type Asked = typeof asked extends fc.Arbitrary<infer Value> ? Value : never;

function orderFor({
  prompt,
  ...sampling
}: Asked): Pick<InspectionOrder, "model" | "sampling" | "sent"> {
  return {
    model: "small",
    sent: { kind: "completion", text: prompt },
    sampling: { ...sampling, stop: [], alternatives: 20 },
  };
}

describe("the language model of the test server", () => {
  it("has probabilities that add up to 1, and writes as it scores", () => {
    fc.assert(
      fc.property(asked, ({ prompt, ...drawing }) => {
        const { tokens } = model.draw(prompt, { ...drawing, stop: [] });
        for (const { all } of tokens) {
          const sum = all.reduce((total, logprob) => total + Math.exp(logprob), 0);
          assert.ok(Math.abs(sum - 1) < 1e-9);
        }
        const before = model.vocabulary.split(new TextEncoder().encode(prompt));
        const bytes = model.vocabulary.join([...before, ...tokens.map(({ id }) => id)]);
        // One way only to be made of tokens.
        assert.deepEqual(
          model.vocabulary.split(bytes).slice(before.length),
          tokens.map(({ id }) => id),
        );
      }),
      propertyRuns(60),
    );
  });
});

describe("an answer with log probabilities", () => {
  for (const dialect of ["vllm", "openai-old", "fireworks", "together"] as const) {
    it(`is scored as likely as it was generated (${dialect})`, async () => {
      const powers = await powersAt(dialect);
      await fc.assert(
        fc.asyncProperty(asked, async (question) => {
          const order = orderFor(question);
          const { text, tokens } = await generate(order, powers);
          // A character that was cut off by the limit cannot be given back.
          if (text === "" || text.includes("\ufffd")) return;
          const scored = await scoreText(text, order, powers);
          const total = tokens.reduce((sum, { logprob }) => sum + (logprob ?? Number.NaN), 0);
          assert.ok(Math.abs((scored?.logprob ?? Number.NaN) - total) < 1e-6);
          assert.equal(scored?.tokens.length, tokens.length);
          // Compared with itself it is as likely.
          const isKnown = tokens.every(({ bytes }) => bytes !== null);
          if (isKnown) assert.ok(Math.abs((compareText(text, tokens).logprob ?? 1) - total) < 1e-9);
        }),
        propertyRuns(25),
      );
    });
  }

  it("has tokens whose bytes, joined, are the text (chats, with characters in many tokens)", async () => {
    for (const dialect of ["openai", "azure", "llama.cpp", "lm-studio"] as const) {
      const powers = await powersAt(dialect);
      await fc.assert(
        fc.asyncProperty(asked, async (question) => {
          const { text, tokens } = await generate(orderFor(question), powers);
          const bytes = tokens.flatMap((token) => token.bytes ?? [Number.NaN]);
          assert.equal(textOfBytes(bytes), text);
          assert.equal(
            textPieces(tokens)
              .map((piece) => piece.text)
              .join(""),
            textOfBytes(bytes),
          );
        }),
        propertyRuns(15),
      );
    }
  });

  it("has alternatives that add up to 1 with the rest, and bounds that hold", async () => {
    const powers = await powersAt("vllm");
    await fc.assert(
      fc.asyncProperty(asked, fc.integer({ min: 1, max: 20 }), async (question, alternatives) => {
        const order = orderFor(question);
        const sampling = { ...order.sampling, alternatives };
        const { tokens } = await generate({ ...order, sampling }, powers);
        const drawn = model.draw(question.prompt, { ...question, stop: [] });
        tokens.forEach((token, index) => {
          const all = (drawn.tokens[index]?.all ?? []).map((logprob) => Math.exp(logprob));
          const { known, rest, eachAtMost } = toldMass(token);
          const told = known.reduce((sum, share) => sum + share, 0);
          assert.ok(Math.abs(told + rest - 1) < 1e-9);
          const untold = all.toSorted((a, b) => b - a);
          for (const share of known) {
            untold.splice(
              untold.findIndex((one) => Math.abs(one - share) < 1e-12),
              1,
            );
          }
          assert.ok((untold[0] ?? 0) <= eachAtMost + 1e-12);
          const entropy = entropyOf(all);
          const { least, most } = entropyBounds(token);
          assert.ok(
            least <= entropy + 1e-9 && entropy <= most + 1e-9,
            `${least} ${entropy} ${most}`,
          );
          const own = drawn.tokens[index]?.logprob ?? 0;
          const rank = 1 + (drawn.tokens[index]?.all ?? []).filter((one) => one > own).length;
          if (token.rank !== null) assert.equal(token.rank, rank);
        });
      }),
      propertyRuns(40),
    );
  });

  it("bounds every other text by no less than the model's own probability of it", async () => {
    const powers = await powersAt("llama.cpp");
    await fc.assert(
      fc.asyncProperty(asked, texts, async (question, text) => {
        if (text === "") return;
        const sent = { kind: "completion", text: question.prompt } as const;
        const { tokens } = await generate({ ...orderFor(question), sent }, powers);
        const compared = compareText(text, tokens);
        const before = model.score(question.prompt).length;
        const whole = model.score(question.prompt + text).slice(before);
        const own = whole.reduce((sum, one) => sum + ("logprob" in one ? one.logprob : 0), 0);
        assert.ok(
          probabilityOf(own) <= compared.atMost + 1e-9,
          JSON.stringify([text, compared.note]),
        );
      }),
      propertyRuns(60),
    );
  });
});
